package dev.omendb.sql.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.type.Types.TypeRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A type's modifier cuts, pads, rounds or refuses a value as on a real server, in casts and in
/// assignments.
class CoercionTest {
  private final List<String> differences = new ArrayList<>();

  @Test
  void modifiersActAsOnTheRealServer() {
    for (String line : TypeFiles.read("/types/coercions.tsv")) {
      String[] fields = line.split("\t", -1);
      check(fields, true, fields[3]);
      check(fields, false, fields[4]);
    }
    assertThat(differences).isEmpty();
  }

  private void check(String[] fields, boolean explicit, String expected) {
    TypeRef target = Types.builtin().parseTypeName(fields[1]);
    PgType type = target.type();
    byte[] literal = fields[2].getBytes(StandardCharsets.UTF_8);
    Column value = type.storage(-1).newColumn(1);
    type.parseText(literal, 0, literal.length, -1, FormatSettings.DEFAULT, value);
    Column coerced = type.storage(target.typmod()).newColumn(1);
    String actual;
    try {
      type.coerce(value, 0, target.typmod(), explicit, coerced);
      ByteArraySink out = new ByteArraySink();
      type.formatText(coerced, 0, FormatSettings.DEFAULT, out);
      actual = out.toString();
    } catch (DatabaseException e) {
      String detail = e.detail() == null ? "" : e.detail();
      actual = "!" + e.state().code() + "\u001f" + e.getMessage() + "\u001f" + detail;
    }
    if (!actual.equals(expected)) {
      differences.add(
          "%s '%s' %s: expected %s, was %s"
              .formatted(fields[1], fields[2], explicit ? "cast" : "assigned", expected, actual));
    }
  }
}
