package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Writes all rows of a table anew, some columns computed from the old rows. Indexes are dropped
/// before and built afterwards.
final class TableRewrite {
  private final Ddl ddl;

  TableRewrite(Ddl ddl) {
    this.ddl = ddl;
  }

  /// @param old as the rows are now
  /// @param fresh as they will be; at least as many columns
  /// @param values new values by attnum, over the old rows; other columns stay
  /// @param indexes the definition of each index afterwards
  void run(
      Table old, Table fresh, Map<Integer, Expression> values, UnaryOperator<Index> indexes) {
    ddl.transaction().refreshSnapshot();
    List<Index> before = List.copyOf(ddl.catalog().indexes(old.oid()));
    before.forEach(index -> ddl.drop(index.oid()));
    try (TableReader reader = ddl.transaction().read(old.oid())) {
      List<SegmentReader> segments = reader.segments();
      ddl.transaction().truncate(old.oid());
      ddl.put(fresh);
      RowScan.read(
          ddl.session(), old, segments, rows -> insert(fresh, values, rows));
    }
    for (Index index : before) {
      IndexRebuild.create(ddl, fresh, index, indexes.apply(index));
    }
  }

  private void insert(Table fresh, Map<Integer, Expression> values, Batch rows) {
    Column[] columns = new Column[fresh.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      Expression value = values.get(i + 1);
      if (value != null) {
        columns[i] = value.evaluate(ddl.session().context(), rows);
      } else if (i < rows.width()) {
        columns[i] = rows.column(i);
      } else {
        columns[i] = nulls(fresh, i, rows.size());
      }
    }
    Batch converted = new Batch(columns);
    converted.setSize(rows.size());
    ddl.transaction().insert(fresh.oid(), converted, null);
  }

  private static Column nulls(Table table, int place, int count) {
    Column column = table.columns().get(place).storage().newColumn(count);
    for (int i = 0; i < count; i++) {
      column.appendNull();
    }
    return column;
  }
}
