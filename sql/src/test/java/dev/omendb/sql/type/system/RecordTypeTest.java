package dev.omendb.sql.type.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Row values print, compare and hash field by field. The expected texts are PostgreSQL's.
class RecordTypeTest {
  private final PgType record = Types.builtin().byOid(TypeOids.RECORD);
  private final List<PgType> fields =
      List.of(Types.builtin().byOid(TypeOids.INT4), Types.builtin().byOid(TypeOids.TEXT));

  @Test
  void fieldsAreQuotedAsNeeded() {
    assertThat(print(row(1, "a b"))).isEqualTo("(1,\"a b\")");
    assertThat(print(row(2, "plain"))).isEqualTo("(2,plain)");
    assertThat(print(row(3, null))).isEqualTo("(3,)");
    assertThat(print(row(4, ""))).isEqualTo("(4,\"\")");
    assertThat(print(row(5, "x\"y\\z"))).isEqualTo("(5,\"x\"\"y\\\\z\")");
    assertThat(print(row(6, "(a,b)"))).isEqualTo("(6,\"(a,b)\")");
  }

  @Test
  void theBinaryFormNamesEachFieldsType() {
    ByteArraySink out = new ByteArraySink();
    record.formatBinary(row(1, null), 0, out);
    assertThat(HexFormat.of().formatHex(out.toByteArray()))
        .isEqualTo("00000002" + "00000017" + "00000004" + "00000001" + "00000019" + "ffffffff");
  }

  @Test
  void rowsCompareFieldByFieldWithNullLast() {
    assertThat(record.compare(row(1, "b"), 0, row(2, "a"), 0)).isNegative();
    assertThat(record.compare(row(1, "b"), 0, row(1, "a"), 0)).isPositive();
    assertThat(record.compare(row(1, null), 0, row(1, "z"), 0)).isPositive();
    assertThat(record.equal(row(1, null), 0, row(1, null), 0)).isTrue();
    assertThat(record.hash(row(1, "a"), 0)).isEqualTo(record.hash(row(1, "a"), 0));
  }

  @Test
  void rowsOfDifferentWidthDoNotCompare() {
    BytesColumn narrow = new BytesColumn(1);
    RecordValue.append(new Column[] {longs(1)}, fields.subList(0, 1), 0, narrow);
    assertThatThrownBy(() -> record.compare(narrow, 0, row(1, "a"), 0))
        .hasMessage("cannot compare record types with different numbers of columns");
  }

  @Test
  void anonymousRowsHaveNoInput() {
    byte[] text = "(1)".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() ->
            record.parseText(text, 0, text.length, -1, FormatSettings.DEFAULT, new BytesColumn(1)))
        .hasMessage("input of anonymous composite types is not implemented");
  }

  private BytesColumn row(int number, @Nullable String text) {
    BytesColumn texts = new BytesColumn(1);
    if (text == null) {
      texts.appendNull();
    } else {
      texts.append(text.getBytes(StandardCharsets.UTF_8));
    }
    BytesColumn rows = new BytesColumn(1);
    RecordValue.append(new Column[] {longs(number), texts}, fields, 0, rows);
    return rows;
  }

  private static LongColumn longs(int number) {
    LongColumn longs = new LongColumn(1);
    longs.append(number);
    return longs;
  }

  private String print(BytesColumn rows) {
    ByteArraySink out = new ByteArraySink();
    record.formatText(rows, 0, FormatSettings.DEFAULT, out);
    return out.toString();
  }
}
