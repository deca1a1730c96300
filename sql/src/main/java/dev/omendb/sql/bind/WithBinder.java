package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.CommonTable;
import dev.omendb.sql.parse.node.PgNode;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.SetOperation;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.node.WithClause;
import dev.omendb.sql.plan.rel.CommonTableRel;
import dev.omendb.sql.plan.rel.RecursiveUnionRel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// WITH: plain items, recursive ones, and data-modifying ones.
final class WithBinder {
  private final Binders binders;
  private final @Nullable Correlation outer;

  /// Data-modifying items, which run even when nothing reads them.
  private final List<CommonTableRel> modifying = new ArrayList<>();

  WithBinder(Binders binders, @Nullable Correlation outer) {
    this.binders = binders;
    this.outer = outer;
  }

  List<CommonTableRel> modifying() {
    return modifying;
  }

  /// @param user the statement the clause belongs to
  CteScope bind(WithClause with, CteScope visible, SqlNode user) {
    Set<String> names = new HashSet<>();
    CteScope scope = visible;
    for (CommonTable table : with.tables) {
      if (!names.add(table.name)) {
        throw new DatabaseException(
                SqlState.DUPLICATE_ALIAS,
                "WITH query name \"" + table.name + "\" specified more than once")
            .position(table.position());
      }
      scope = scope.with(item(with, table, scope, user));
    }
    return scope;
  }

  private CteScope.Item item(
      WithClause with, CommonTable table, CteScope scope, SqlNode user) {
    if (!(table.statement instanceof QueryExpression query)) {
      return modifyingItem(table, scope);
    }
    if (with.recursive && references(query, table.name) > 0) {
      return recursiveItem(table, query, scope);
    }
    boolean once = references(user, table.name) == 1;
    boolean inline =
        table.materialized == null ? once && query.locks.isEmpty() : !table.materialized;
    if (inline && outer == null) {
      return new CteScope.Item.Inlined(table.name, table.columns, query, scope);
    }
    BoundQuery bound = new QueryBinder(binders, outer, scope).bind(query);
    return shared(table, bound);
  }

  private CteScope.Item.Shared shared(CommonTable table, BoundQuery bound) {
    CommonTableRel rel =
        new CommonTableRel(
            binders.context().rex().newCorrelation(),
            table.name,
            outer == null ? -1 : outer.id(),
            bound.rel());
    return new CteScope.Item.Shared(
        table.name, renamed(bound.columns(), table.columns, table.name), rel);
  }

  private CteScope.Item modifyingItem(CommonTable table, CteScope scope) {
    ModifyBinder binder = new ModifyBinder(binders, scope);
    BoundQuery bound = binder.bind(table.statement);
    modifying.addAll(binder.modifying());
    CteScope.Item.Shared item = shared(table, bound);
    modifying.add(item.table());
    return item;
  }

  private CteScope.Item recursiveItem(
      CommonTable table, QueryExpression query, CteScope scope) {
    if (!(query.body instanceof SetOperation union) || union.kind != SetOperation.Kind.UNION) {
      throw new DatabaseException(
              SqlState.INVALID_RECURSION,
              "recursive query \""
                  + table.name
                  + "\" does not have the form non-recursive-term UNION [ALL] recursive-term")
          .position(table.position());
    }
    QueryBinder queries = new QueryBinder(binders, outer, scope);
    BoundQuery start = queries.bindBody(union.left, false);
    List<OutputColumn> columns = renamed(start.columns(), table.columns, table.name);
    int recursion = binders.context().rex().newCorrelation();
    CteScope inner =
        scope.with(
            new CteScope.Item.Recursive(
                table.name, columns, start.rel().getRowType(), recursion));
    QueryBinder stepBinder = new QueryBinder(binders, outer, inner);
    BoundQuery step = stepBinder.bindBody(union.right, true);
    RelNode converted =
        new SetOperationBinder(binders).convertTo(step, columns, "UNION", union.position());
    RelNode rel =
        new RecursiveUnionRel(
            start.rel(), converted, start.rel().getRowType(), recursion, union.all);
    return shared(table, new BoundQuery(rel, columns));
  }

  /// How often a table of this name is read inside a tree.
  private static int references(SqlNode node, String name) {
    int count = 0;
    if (node instanceof TableReference table) {
      return table.name.parts().size() == 1 && table.name.name().equals(name) ? 1 : 0;
    }
    if (node instanceof PgNode call) {
      for (SqlNode child : call.getOperandList()) {
        count += references(child, name);
      }
    }
    return count;
  }

  static List<OutputColumn> renamed(
      List<OutputColumn> columns, List<String> names, String table) {
    if (names.size() > columns.size()) {
      throw new DatabaseException(
          SqlState.INVALID_COLUMN_REFERENCE,
          "WITH query \"%s\" has %d columns available but %d columns specified"
              .formatted(table, columns.size(), names.size()));
    }
    List<OutputColumn> renamed = new ArrayList<>(columns);
    for (int i = 0; i < names.size(); i++) {
      OutputColumn c = columns.get(i);
      renamed.set(i, new OutputColumn(names.get(i), c.type(), c.tableOid(), c.attnum()));
    }
    return renamed;
  }
}
