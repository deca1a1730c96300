package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.parse.node.DeleteNode;
import dev.omendb.sql.plan.rel.DeleteRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;

/// DELETE.
final class DeleteBinder {
  private final ModifyBinder modify;

  DeleteBinder(ModifyBinder modify) {
    this.modify = modify;
  }

  BoundQuery bind(DeleteNode node) {
    Table table = modify.binders().names().table(node.table.name, "delete from");
    UpdateBinder.FromTarget target =
        UpdateBinder.FromTarget.bind(modify, table, node.table, node.using);
    RexNode where =
        node.where == null ? null : target.binder().bindCondition(node.where, Clause.WHERE);
    SelectList returning = modify.returning(node.returning, target.source().scope());
    RelNode rel =
        new DeleteRel(
            where == null
                ? target.source().rel()
                : LogicalFilter.create(target.source().rel(), where),
            modify.rowType(returning), modify.target(table), target.attnums(), where,
            returning.expressions());
    return new BoundQuery(rel, returning.columns());
  }
}
