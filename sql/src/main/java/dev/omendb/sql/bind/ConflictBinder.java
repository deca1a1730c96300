package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.IndexElement;
import dev.omendb.sql.parse.node.OnConflict;
import dev.omendb.sql.plan.rel.ConflictRel;
import dev.omendb.sql.plan.rel.ModifyTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexNode;

/// ON CONFLICT: which unique indexes decide, and what DO UPDATE computes.
final class ConflictBinder {
  private final ModifyBinder modify;
  private final Binders binders;
  private final BindContext context;

  ConflictBinder(ModifyBinder modify) {
    this.modify = modify;
    this.binders = modify.binders();
    this.context = binders.context();
  }

  ConflictRel bind(OnConflict node, Table table, String alias) {
    List<Index> arbiters = arbiters(node, table);
    if (!node.update) {
      return new ConflictRel(arbiters, null, null);
    }
    if (node.constraint == null && node.targets.isEmpty()) {
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR,
              "ON CONFLICT DO UPDATE requires inference specification or constraint name")
          .hint("For example, ON CONFLICT (column_name).")
          .position(node.position());
    }
    int width = table.columns().size();
    RangeEntry existing = FullRowScope.entry(context, table, alias, 0);
    RangeEntry excluded = FullRowScope.entry(context, table, "excluded", width);
    Scope both = new Scope(List.of(existing, excluded), existing.columns());
    ExpressionBinder binder =
        new ExpressionBinder(binders, both, null, List.of(), modify.ctes());
    List<ModifyTarget.Assigned> assignments =
        new AssignmentBinder(modify, binder).bind(node.assignments, table);
    RexNode where =
        node.where == null ? null : binder.bindCondition(node.where, Clause.WHERE);
    return new ConflictRel(arbiters, assignments, where);
  }

  private List<Index> arbiters(OnConflict node, Table table) {
    List<Index> unique =
        context.catalog().indexes(table.oid()).stream().filter(Index::unique).toList();
    if (node.constraint != null) {
      for (Constraint constraint : table.constraints()) {
        if (constraint.name().equals(node.constraint)) {
          return unique.stream().filter(i -> i.oid() == constraint.indexOid()).toList();
        }
      }
      throw new DatabaseException(
          SqlState.UNDEFINED_OBJECT,
          "constraint \"%s\" for table \"%s\" does not exist"
              .formatted(node.constraint, table.name()));
    }
    if (node.targets.isEmpty()) {
      return unique;
    }
    Set<Integer> wanted = new HashSet<>();
    Set<String> expressions = new HashSet<>();
    for (IndexElement element : node.targets) {
      if (element.column() != null) {
        wanted.add(column(table, element).attnum());
      } else {
        expressions.add(element.expression().toString());
      }
    }
    List<Index> matching = new ArrayList<>();
    for (Index index : unique) {
      if (index.predicateSql() != null && node.targetWhere == null) {
        continue;
      }
      if (covers(index, wanted, expressions)) {
        matching.add(index);
      }
    }
    if (matching.isEmpty()) {
      throw new DatabaseException(
          SqlState.INVALID_COLUMN_REFERENCE,
          "there is no unique or exclusion constraint matching the ON CONFLICT specification");
    }
    return matching;
  }

  private static boolean covers(Index index, Set<Integer> wanted, Set<String> expressions) {
    Set<Integer> columns = new HashSet<>();
    Set<String> computed = new HashSet<>();
    for (IndexKey key : index.keys()) {
      if (key.attnum() != 0) {
        columns.add(key.attnum());
      } else {
        computed.add(StoredExpressions.parse(key.expressionSql()).toString());
      }
    }
    return columns.equals(wanted) && computed.equals(expressions);
  }

  private static Column column(Table table, IndexElement element) {
    return table
        .column(element.column())
        .orElseThrow(
            () ->
                new DatabaseException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + element.column() + "\" does not exist")
                    .position(element.position()));
  }
}
