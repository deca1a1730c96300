package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.bind.Scope.Source;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.node.UpdateNode;
import dev.omendb.sql.plan.rel.ModifyTarget;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rel.UpdateRel;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;

/// UPDATE.
final class UpdateBinder {
  private final ModifyBinder modify;
  private final Binders binders;

  UpdateBinder(ModifyBinder modify) {
    this.modify = modify;
    this.binders = modify.binders();
  }

  BoundQuery bind(UpdateNode node) {
    Table table = binders.names().table(node.table.name, "update");
    FromTarget target = FromTarget.bind(modify, table, node.table, node.from);
    ExpressionBinder binder = target.binder();
    RexNode where =
        node.where == null ? null : binder.bindCondition(node.where, Clause.WHERE);
    List<ModifyTarget.Assigned> assignments =
        new AssignmentBinder(modify, binder).bind(node.assignments, table);
    SelectList returning = modify.returning(node.returning, target.source().scope());
    RelNode rel =
        new UpdateRel(
            where == null
                ? target.source().rel()
                : LogicalFilter.create(target.source().rel(), where),
            modify.rowType(returning), modify.target(table), target.attnums(), assignments,
            where, returning.expressions());
    return new BoundQuery(rel, returning.columns());
  }

  /// The target joined with the items of FROM or USING; the target's columns come first.
  record FromTarget(Source source, List<Integer> attnums, ExpressionBinder binder) {
    static FromTarget bind(
        ModifyBinder modify, Table table, TableReference reference, List<SqlNode> others) {
      Binders binders = modify.binders();
      QueryBinder queries = new QueryBinder(binders, null, modify.ctes());
      FromBinder from = new FromBinder(binders, null, modify.ctes(), queries);
      Source source = from.stored(table, reference.alias, reference.name.schema());
      List<Integer> attnums = ((RelationScan) source.rel()).attnums();
      JoinBinder joins = new JoinBinder(from);
      for (SqlNode other : others) {
        source = joins.cross(source, other);
      }
      ExpressionBinder binder =
          new ExpressionBinder(binders, source.scope(), null, List.of(), modify.ctes());
      return new FromTarget(source, attnums, binder);
    }
  }
}
