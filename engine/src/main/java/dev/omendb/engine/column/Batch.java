package dev.omendb.engine.column;

/// Some rows as columns of equal size. A batch may have no columns and still a size (`SELECT 1`
/// over a table, `count(*)`). Owned by the operator that returns it and overwritten by its next
/// call.
public final class Batch {
  private final Column[] columns;
  private int size;

  public Batch(Column... columns) {
    this.columns = columns;
    this.size = columns.length == 0 ? 0 : columns[0].size();
  }

  public int width() {
    return columns.length;
  }

  public Column column(int index) {
    return columns[index];
  }

  public Column[] columns() {
    return columns;
  }

  /// Rows.
  public int size() {
    return size;
  }

  /// Must equal every column's size.
  public void setSize(int rows) {
    this.size = rows;
  }

  /// Replaces a column, for operators that pass a child's columns through.
  public void setColumn(int index, Column column) {
    columns[index] = column;
  }

  public void clear() {
    for (Column column : columns) {
      column.clear();
    }
    size = 0;
  }
}
