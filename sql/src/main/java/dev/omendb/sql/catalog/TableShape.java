package dev.omendb.sql.catalog;

import dev.omendb.sql.catalog.VirtualTable.VirtualColumn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a system table looks like in PostgreSQL 15. The list is `tables.tsv` beside this class,
/// written by `sql/src/main/catalog/dump-tables.sh`.
///
/// @param kind relkind: 'r' or 'v'
record TableShape(int oid, String schema, String name, char kind, List<VirtualColumn> columns) {
  TableShape {
    columns = List.copyOf(columns);
  }

  /// Every system table in oid order.
  static List<TableShape> readAll() {
    List<TableShape> shapes = new ArrayList<>();
    for (String line : text().split("\n")) {
      String[] fields = line.split("\t");
      List<VirtualColumn> columns = new ArrayList<>();
      for (String column : fields[4].split(",")) {
        columns.add(column(column));
      }
      shapes.add(
          new TableShape(
              Integer.parseInt(fields[0]), fields[1], fields[2], fields[3].charAt(0), columns));
    }
    return shapes;
  }

  /// `relname 19!`: name, type, NOT NULL.
  private static VirtualColumn column(String field) {
    int space = field.indexOf(' ');
    boolean notNull = field.endsWith("!");
    int end = field.length() - (notNull ? 1 : 0);
    return new VirtualColumn(
        field.substring(0, space), Integer.parseInt(field.substring(space + 1, end)), notNull);
  }

  private static String text() {
    try (InputStream stream = TableShape.class.getResourceAsStream("tables.tsv")) {
      if (stream == null) {
        throw new IllegalStateException("resource tables.tsv is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
