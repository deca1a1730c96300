package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;

/// The types of a batch's columns. Immutable.
public record RowLayout(List<PgType> types) {
  public static final RowLayout EMPTY = new RowLayout(List.of());

  public RowLayout {
    types = List.copyOf(types);
  }

  public static RowLayout of(PgType... types) {
    return new RowLayout(List.of(types));
  }

  public int width() {
    return types.size();
  }

  public PgType type(int column) {
    return types.get(column);
  }

  /// This layout's columns, then the other's.
  public RowLayout concat(RowLayout other) {
    List<PgType> all = new ArrayList<>(types);
    all.addAll(other.types);
    return new RowLayout(all);
  }

  /// The columns at the given places.
  public RowLayout select(int... columns) {
    List<PgType> chosen = new ArrayList<>(columns.length);
    for (int column : columns) {
      chosen.add(types.get(column));
    }
    return new RowLayout(chosen);
  }

  /// An empty batch of these types with room for `capacity` rows.
  public Batch newBatch(int capacity) {
    Column[] columns = new Column[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = newColumn(types.get(i), capacity);
    }
    return new Batch(columns);
  }

  /// An empty column that carries values of a type.
  public static Column newColumn(PgType type, int capacity) {
    return type.storage(-1).newColumn(capacity);
  }
}
