package dev.omendb.sql.catalog;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.catalog.VirtualTable.VirtualColumn;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.array.ArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Appends rows to a system table by column name: [#put] what is known, then [#end]. A column not
/// put is NULL, or zero or empty where PostgreSQL has it NOT NULL.
///
/// Values: numbers, booleans, characters, strings; a list of those for an array, int2vector or
/// oidvector; anything else by its text.
public final class RowWriter {
  private final List<VirtualColumn> columns;
  private final CatalogView view;
  private final Batch into;
  private final Map<String, Integer> places = new HashMap<>();
  private final @Nullable Object[] values;

  RowWriter(List<VirtualColumn> columns, CatalogView view, Batch into) {
    this.columns = columns;
    this.view = view;
    this.into = into;
    this.values = new Object[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i).name(), i);
    }
  }

  public RowWriter put(String column, @Nullable Object value) {
    Integer place = places.get(column);
    if (place == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    values[place] = value;
    return this;
  }

  /// Ends the row.
  public void end() {
    for (int i = 0; i < values.length; i++) {
      append(columns.get(i), values[i], into.column(i));
    }
    Arrays.fill(values, null);
    into.setSize(into.size() + 1);
  }

  private void append(VirtualColumn column, @Nullable Object value, Column to) {
    if (value == null && !column.notNull()) {
      to.appendNull();
      return;
    }
    switch (to) {
      case LongColumn longs -> longs.append(value == null ? 0 : number(column, value));
      case DoubleColumn doubles ->
          doubles.append(value == null ? 0 : ((Number) value).doubleValue());
      case BytesColumn bytes ->
          appendBytes(view.types().byOid(column.typeOid()), value == null ? "" : value, bytes);
    }
  }

  private static long number(VirtualColumn column, Object value) {
    return switch (value) {
      case Number number -> number.longValue();
      case Boolean flag -> flag ? 1 : 0;
      default -> throw new IllegalArgumentException(column.name() + ": " + value);
    };
  }

  private void appendBytes(PgType type, Object value, BytesColumn to) {
    switch (type.oid()) {
      case TypeOids.NAME, TypeOids.TEXT, TypeOids.VARCHAR, TypeOids.CHAR, TypeOids.PG_NODE_TREE ->
          to.append(value.toString().getBytes(StandardCharsets.UTF_8));
      case TypeOids.INT2VECTOR, TypeOids.OIDVECTOR -> parse(type, spaced(value), to);
      default -> {
        if (value instanceof List<?> list) {
          appendArray(type, list, to);
        } else {
          parse(type, value.toString(), to);
        }
      }
    }
  }

  private static String spaced(Object value) {
    if (!(value instanceof List<?> list)) {
      return value.toString();
    }
    StringBuilder text = new StringBuilder();
    for (Object element : list) {
      text.append(text.isEmpty() ? "" : " ").append(element);
    }
    return text.toString();
  }

  private void appendArray(PgType type, List<?> list, BytesColumn to) {
    PgType element = view.types().byOid(type.info().elementOid());
    ArrayBuilder builder = new ArrayBuilder(element);
    VirtualColumn column = new VirtualColumn("element", element.oid(), false);
    for (Object value : list) {
      append(column, value, builder.elements());
    }
    builder.finish(to);
  }

  private static void parse(PgType type, String text, Column to) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    type.parseText(bytes, 0, bytes.length, -1, FormatSettings.DEFAULT, to);
  }
}
