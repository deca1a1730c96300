package dev.omendb.sql.function;

import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.type.TypeOids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the tab-separated lists of built-in rows that lie beside this class. They were written by
/// `sql/src/main/catalog/dump-builtins.sh` from a real PostgreSQL, so that oids, strictness,
/// volatility and argument names are its own.
final class SignatureFile {
  /// Types of extensions are listed by name: their oids are ours.
  private static final Map<String, Integer> EXTENSION_TYPES =
      Map.of(
          "vector", TypeOids.VECTOR,
          "halfvec", TypeOids.HALFVEC,
          "sparsevec", TypeOids.SPARSEVEC,
          "hstore", TypeOids.HSTORE);

  private SignatureFile() {}

  /// The lines of an extension's list, none when there is no such list.
  static List<String[]> read(ExtensionDefinition extension, String list) {
    String name = extension.lists() + "-" + list + ".tsv";
    boolean exists = SignatureFile.class.getResource(name) != null;
    return exists ? read(name) : List.of();
  }

  /// The lines of a list, each split into its fields.
  static List<String[]> read(String name) {
    try (InputStream stream = SignatureFile.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> rows = new ArrayList<>();
      for (int from = 0; from < text.length(); ) {
        int end = text.indexOf('\n', from);
        rows.add(fields(text.substring(from, end)));
        from = end + 1;
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A type field: an oid, or the name of an extension's type.
  static int type(String field) {
    return field.charAt(0) <= '9' ? Integer.parseInt(field) : EXTENSION_TYPES.get(field);
  }

  /// A comma-separated list of types.
  static List<Integer> types(String field) {
    List<Integer> types = new ArrayList<>();
    for (String part : list(field)) {
      types.add(type(part));
    }
    return types;
  }

  static List<String> list(String field) {
    return field.isEmpty() ? List.of() : List.of(field.split(",", -1));
  }

  static int oid(String field) {
    return (int) Long.parseLong(field);
  }

  static boolean flag(String field) {
    return field.equals("t") || field.equals("1");
  }

  private static String[] fields(String line) {
    return line.split("\t", -1);
  }
}
