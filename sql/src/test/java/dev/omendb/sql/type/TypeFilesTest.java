package dev.omendb.sql.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Types.TypeRef;
import dev.omendb.sql.type.datetime.TimeZones;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs the lists in `resources/types`, whose expected texts, bytes, order and errors a real server
/// wrote: PostgreSQL 15, with pgvector 0.8 for the vector types.
class TypeFilesTest {
  private final List<String> differences = new ArrayList<>();
  private FormatSettings settings = FormatSettings.DEFAULT;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numbers",
        "text",
        "datetime",
        "interval",
        "json",
        "arrays",
        "vectors",
        "bits",
        "network",
        "system"
      })
  void valuesReadAndPrintAsOnTheRealServer(String file) {
    List<Case> group = new ArrayList<>();
    String previous = "";
    for (String line : TypeFiles.read("/types/" + file + ".tsv")) {
      String type = line.startsWith("@") ? "" : line.split("\t", 2)[0];
      if (!type.equals(previous)) {
        checkOrder(group);
        group.clear();
        previous = type;
      }
      if (line.startsWith("@")) {
        settings = parseSettings(line.substring(1));
      } else {
        check(line.split("\t", -1), group);
      }
    }
    checkOrder(group);
    assertThat(differences).isEmpty();
  }

  private record Case(TypeRef type, String literal, Column column, String rank) {}

  private void check(String[] fields, List<Case> group) {
    TypeRef type = Types.builtin().parseTypeName(fields[0]);
    String literal = unescape(fields[1]);
    String expected = unescape(fields[2]);
    Column column = type.type().storage(type.typmod()).newColumn(1);
    byte[] source = ("<" + literal + ">").getBytes(StandardCharsets.UTF_8);
    String actual;
    try {
      type.type().parseText(source, 1, source.length - 1, type.typmod(), settings, column);
      actual = print(type, column);
    } catch (DatabaseException e) {
      actual = describe(e);
    }
    compare(fields, "text", expected, actual);
    if (!expected.equals(actual) || expected.startsWith("!")) {
      return;
    }
    assertThat(column.size()).isEqualTo(1);
    if (!fields[3].equals("-")) {
      checkBinary(fields, type, column, expected);
    }
    group.add(new Case(type, literal, column, fields[4]));
  }

  private void checkBinary(String[] fields, TypeRef type, Column column, String expected) {
    ByteArraySink out = new ByteArraySink();
    type.type().formatBinary(column, 0, out);
    compare(fields, "binary", fields[3], HexFormat.of().formatHex(out.toByteArray()));
    byte[] sent = HexFormat.of().parseHex("ff" + fields[3] + "ff");
    Column read = type.type().storage(type.typmod()).newColumn(1);
    type.type().parseBinary(sent, 1, sent.length - 2, type.typmod(), read);
    compare(fields, "binary input", expected, print(type, read));
  }

  /// Order, hash and key of every pair agree with the server's ranks.
  private void checkOrder(List<Case> group) {
    for (Case a : group) {
      for (Case b : group) {
        if (a.rank.equals("-") || b.rank.equals("-")) {
          continue;
        }
        PgType type = a.type.type();
        int rank = Integer.compare(Integer.parseInt(a.rank), Integer.parseInt(b.rank));
        int order = Integer.signum(type.compare(a.column, 0, b.column, 0));
        int keys = Integer.signum(Arrays.compareUnsigned(key(type, a), key(type, b)));
        boolean equal = type.equal(a.column, 0, b.column, 0);
        boolean hashes = type.hash(a.column, 0) == type.hash(b.column, 0);
        if (order != rank || keys != rank || equal != (rank == 0) || (equal && !hashes)) {
          differences.add(
              "%s: %s against %s: rank %d, order %d, keys %d, equal %s, equal hashes %s"
                  .formatted(type, a.literal, b.literal, rank, order, keys, equal, hashes));
        }
      }
    }
  }

  private static byte[] key(PgType type, Case value) {
    KeyBuffer key = new KeyBuffer();
    type.encode(value.column, 0, key);
    return key.toByteArray();
  }

  private void compare(String[] fields, String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      differences.add(
          "%s %s of '%s'%n    expected %s%n    actual   %s"
              .formatted(fields[0], what, unescape(fields[1]), expected, actual));
    }
  }

  private String print(TypeRef type, Column column) {
    ByteArraySink out = new ByteArraySink();
    type.type().formatText(column, 0, settings, out);
    return out.toString();
  }

  private static String describe(DatabaseException e) {
    return Stream.of(e.state().code(), e.getMessage(), e.detail(), e.hint(), e.where())
        .map(part -> part == null ? "" : part)
        .collect(Collectors.joining("\u001f", "!", ""));
  }

  private static FormatSettings parseSettings(String line) {
    Map<String, String> values =
        Stream.of(line.split(";"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].replace("'", "")));
    String[] dateStyle = values.getOrDefault("datestyle", "ISO, MDY").split(", ");
    return new FormatSettings(
        TimeZones.find(values.get("timezone")).orElseThrow(),
        dateStyle[0],
        dateStyle[1],
        values.getOrDefault("intervalstyle", "postgres"),
        !"escape".equals(values.get("bytea_output")),
        Integer.parseInt(values.getOrDefault("extra_float_digits", "1")),
        778_000_000_000_000L);
  }

  private static String unescape(String text) {
    return text.replace("\\\\", "\u0000")
        .replace("\\t", "\t")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\u0000", "\\");
  }
}
