package dev.omendb.sql.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Binary values, malformed ones above all, are taken or refused as a real server does.
class BinaryInputTest {
  @Test
  void valuesAndErrorsAreThoseOfTheRealServer() {
    List<String> differences = new ArrayList<>();
    for (String line : TypeFiles.read("/types/binary.tsv")) {
      String[] fields = line.split("\t", -1);
      PgType type = Types.builtin().parseTypeName(fields[0]).type();
      String actual = receive(type, fields[1]);
      if (!actual.equals(fields[2])) {
        differences.add(
            "%s %s: expected %s, was %s".formatted(fields[0], fields[1], fields[2], actual));
      }
    }
    assertThat(differences).isEmpty();
  }

  /// Reads the value from the middle of a larger array, as the wire has it.
  private static String receive(PgType type, String hex) {
    byte[] bytes = HexFormat.of().parseHex("ffff" + hex + "ffff");
    Column column = type.storage(-1).newColumn(1);
    try {
      type.parseBinary(bytes, 2, bytes.length - 4, -1, column);
    } catch (DatabaseException e) {
      return "!" + e.state().code() + "\u001f" + e.getMessage();
    }
    ByteArraySink out = new ByteArraySink();
    type.formatText(column, 0, FormatSettings.DEFAULT, out);
    return out.toString();
  }
}
