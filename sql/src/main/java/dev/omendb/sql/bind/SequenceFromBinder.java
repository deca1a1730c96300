package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.bind.Scope.Source;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.Function.Volatility;
import dev.omendb.sql.function.ScalarKernel;
import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.plan.rel.RowsScan;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.List;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// `SELECT last_value, log_cnt, is_called FROM seq`: a sequence read as its one-row relation.
final class SequenceFromBinder {
  private static final int INT8 = 20;

  private final BindContext context;

  SequenceFromBinder(BindContext context) {
    this.context = context;
  }

  Source bind(CatalogObject.Sequence sequence, @Nullable Alias alias) {
    long oid = sequence.oid();
    List<RexNode> row =
        List.of(
            call(
                "last_value", INT8,
                (c, arguments, rows, result) ->
                    ((LongColumn) result).append(c.storage().sequences().state(oid).lastValue())),
            call("log_cnt", INT8, (c, arguments, rows, result) -> ((LongColumn) result).append(0)),
            call(
                "is_called", Coercion.BOOL,
                (c, arguments, rows, result) ->
                    ((LongColumn) result)
                        .append(c.storage().sequences().state(oid).isCalled() ? 1 : 0)));
    var rowType = context.rex().types().builder();
    List<ScopeColumn> columns = new java.util.ArrayList<>();
    List<String> names = List.of("last_value", "log_cnt", "is_called");
    for (int i = 0; i < row.size(); i++) {
      PgRelType type = PgRelType.of(row.get(i).getType());
      rowType.add(names.get(i), type);
      columns.add(new ScopeColumn(names.get(i), new RexInputRef(i, type), oid, i + 1));
    }
    String name = alias == null || alias.name() == null ? sequence.name() : alias.name();
    return new Source(
        new RowsScan(context.cluster(), rowType.build(), List.of(row)),
        Scope.of(
            new RangeEntry(
                name, null, FromBinder.renamed(columns, alias, name), List.of(), null)));
  }

  private RexNode call(String name, int typeOid, ScalarKernel kernel) {
    Function function =
        new Function(
            0, "pg_catalog", name, name, List.of(), List.of(), typeOid, List.of(), 0, false, false,
            Volatility.VOLATILE, new Implementation.Scalar(kernel));
    return context.rex().call(function, name, context.relType(typeOid), List.of());
  }
}
