package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.CatalogView.TableConstraint;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.function.Operators;
import java.util.ArrayList;
import java.util.List;

/// pg_constraint.
final class PgConstraint {
  private PgConstraint() {}

  static void write(CatalogView view, RowWriter rows) {
    for (TableConstraint each : view.constraints()) {
      Constraint constraint = each.constraint();
      rows.put("oid", constraint.oid())
          .put("conname", constraint.name())
          .put("connamespace", each.table().schemaOid())
          .put("contype", String.valueOf(constraint.kind()))
          .put("condeferrable", constraint.deferrable())
          .put("condeferred", constraint.initiallyDeferred())
          .put("convalidated", true)
          .put("conrelid", each.table().oid())
          .put("conindid", constraint.indexOid())
          .put("conislocal", true)
          .put("connoinherit", constraint.kind() != 'c')
          .put("conkey", constraint.attnums())
          .put("conbin", constraint.checkSql());
      Reference reference = constraint.reference();
      if (reference == null) {
        rows.put("confupdtype", " ").put("confdeltype", " ").put("confmatchtype", " ");
      } else {
        List<Integer> operators = operators(view, each.table(), constraint, reference);
        rows.put("confrelid", reference.tableOid())
            .put("confupdtype", String.valueOf(reference.onUpdate()))
            .put("confdeltype", String.valueOf(reference.onDelete()))
            .put("confmatchtype", String.valueOf(reference.match()))
            .put("confkey", reference.attnums())
            .put("conpfeqop", operators)
            .put("conppeqop", operators)
            .put("conffeqop", operators);
      }
      rows.end();
    }
  }

  /// The `=` of each referenced column with its referencing one.
  private static List<Integer> operators(
      CatalogView view, Table table, Constraint constraint, Reference reference) {
    List<Integer> operators = new ArrayList<>();
    Table referenced = view.catalog().find(Table.class, reference.tableOid()).orElse(table);
    for (int i = 0; i < reference.attnums().size(); i++) {
      int left = (int) referenced.column(reference.attnums().get(i)).typeOid();
      int right = (int) table.column(constraint.attnums().get(i)).typeOid();
      operators.add(
          Operators.standard()
              .find("=", left, right)
              .or(() -> Operators.standard().find("=", left, left))
              .map(o -> o.oid())
              .orElse(0));
    }
    return operators;
  }
}
