package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;

/// Key values of rows, kept until the statement or the transaction ends. Owned by one rule.
final class KeyRows {
  private final List<Column> columns;
  private final Batch rows;
  private final Batch one;

  KeyRows(EvaluationContext context, List<Column> columns) {
    this.columns = columns;
    List<PgType> types = new ArrayList<>();
    columns.forEach(column -> types.add(context.type((int) column.typeOid())));
    RowLayout layout = new RowLayout(types);
    this.rows = layout.newBatch(16);
    this.one = layout.newBatch(1);
  }

  int size() {
    return rows.size();
  }

  Batch rows() {
    return rows;
  }

  /// Adds the columns' values of a full row.
  void add(Batch fullRows, int row) {
    for (int i = 0; i < columns.size(); i++) {
      rows.column(i).appendFrom(fullRows.column(columns.get(i).attnum() - 1), row);
    }
    rows.setSize(rows.size() + 1);
  }

  void addFrom(KeyRows other, int row) {
    for (int i = 0; i < columns.size(); i++) {
      rows.column(i).appendFrom(other.rows.column(i), row);
    }
    rows.setSize(rows.size() + 1);
  }

  boolean hasNull(int row) {
    for (int i = 0; i < columns.size(); i++) {
      if (rows.column(i).isNull(row)) {
        return true;
      }
    }
    return false;
  }

  /// One row, as parameters. Valid until the next call.
  Batch parameters(int row) {
    one.clear();
    for (int i = 0; i < columns.size(); i++) {
      one.column(i).appendFrom(rows.column(i), row);
    }
    one.setSize(1);
    return one;
  }

  void clear() {
    rows.clear();
  }
}
