package dev.omendb.sql.catalog.information;

import static dev.omendb.sql.catalog.information.TypeFacts.yesNo;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.CatalogView.TableConstraint;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.Relation.Attribute;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.catalog.definition.ShownText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// table_constraints, key_column_usage, referential_constraints, check_constraints and their like.
/// A NOT NULL column counts as a check.
final class ConstraintRows {
  private ConstraintRows() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("table_constraints", ConstraintRows::writeConstraints);
    into.put("key_column_usage", ConstraintRows::writeKeyColumns);
    into.put("constraint_column_usage", ConstraintRows::writeColumnUsage);
    into.put("constraint_table_usage", ConstraintRows::writeTableUsage);
    into.put("referential_constraints", ConstraintRows::writeReferences);
    into.put("check_constraints", ConstraintRows::writeChecks);
  }

  private static void constraint(
      CatalogView view, Relation table, String name, RowWriter rows) {
    rows.put("constraint_catalog", view.context().databaseName())
        .put("constraint_schema", view.schemaName(table.schemaOid()))
        .put("constraint_name", name);
  }

  private static void writeConstraints(CatalogView view, RowWriter rows) {
    for (TableConstraint each : view.constraints()) {
      Constraint c = each.constraint();
      constraint(view, each.relation(), c.name(), rows);
      RelationRows.name(view, each.relation(), rows);
      rows.put("constraint_type", type(c.kind()))
          .put("is_deferrable", yesNo(c.deferrable()))
          .put("initially_deferred", yesNo(c.initiallyDeferred()))
          .put("enforced", "YES")
          .put("nulls_distinct", c.kind() == 'u' ? yesNo(!nullsNotDistinct(view, c)) : null)
          .end();
    }
    for (Relation relation : view.relations()) {
      for (Attribute attribute : relation.attributes()) {
        if (isNotNull(relation, attribute)) {
          constraint(view, relation, notNullName(relation, attribute), rows);
          RelationRows.name(view, relation, rows);
          rows.put("constraint_type", "CHECK")
              .put("is_deferrable", "NO")
              .put("initially_deferred", "NO")
              .put("enforced", "YES")
              .end();
        }
      }
    }
  }

  private static boolean isNotNull(Relation relation, Attribute attribute) {
    return relation.kind() == 'r' && attribute.notNull() && !attribute.dropped();
  }

  private static boolean nullsNotDistinct(CatalogView view, Constraint constraint) {
    return view.catalog()
        .find(Index.class, constraint.indexOid())
        .map(Index::nullsNotDistinct)
        .orElse(false);
  }

  private static String notNullName(Relation relation, Attribute attribute) {
    return "%d_%d_%d_not_null"
        .formatted(relation.schemaOid(), relation.oid(), attribute.attnum());
  }

  private static String type(char kind) {
    return switch (kind) {
      case 'p' -> "PRIMARY KEY";
      case 'u' -> "UNIQUE";
      case 'f' -> "FOREIGN KEY";
      default -> "CHECK";
    };
  }

  private static void writeKeyColumns(CatalogView view, RowWriter rows) {
    for (TableConstraint each : view.constraints()) {
      Constraint c = each.constraint();
      if (c.kind() == 'c') {
        continue;
      }
      for (int i = 0; i < c.attnums().size(); i++) {
        constraint(view, each.relation(), c.name(), rows);
        RelationRows.name(view, each.relation(), rows);
        rows.put("column_name", each.relation().columnName(c.attnums().get(i)))
            .put("ordinal_position", i + 1)
            .put("position_in_unique_constraint", positionInKey(view, c, i))
            .end();
      }
    }
  }

  /// Of the column that the i-th one of a foreign key references, in the key it references.
  private static @Nullable Integer positionInKey(CatalogView view, Constraint c, int i) {
    Reference reference = c.reference();
    if (reference == null) {
      return null;
    }
    int referenced = reference.attnums().get(i);
    return view.catalog()
        .find(Index.class, c.indexOid())
        .map(index -> index.keys().stream().map(k -> k.attnum()).toList().indexOf(referenced) + 1)
        .orElse(null);
  }

  /// The columns a constraint is about: those a foreign key references.
  private static void writeColumnUsage(CatalogView view, RowWriter rows) {
    for (TableConstraint each : view.constraints()) {
      Reference reference = each.constraint().reference();
      Relation used =
          reference == null
              ? each.relation()
              : view.relation(reference.tableOid()).orElse(each.relation());
      List<Integer> attnums =
          reference == null ? each.constraint().attnums() : reference.attnums();
      for (int attnum : attnums) {
        constraint(view, each.relation(), each.constraint().name(), rows);
        RelationRows.name(view, used, rows);
        rows.put("column_name", used.columnName(attnum)).end();
      }
    }
  }

  private static void writeTableUsage(CatalogView view, RowWriter rows) {
    for (TableConstraint each : view.constraints()) {
      if (each.constraint().kind() != 'c') {
        Reference reference = each.constraint().reference();
        Relation used =
            reference == null
                ? each.relation()
                : view.relation(reference.tableOid()).orElse(each.relation());
        constraint(view, each.relation(), each.constraint().name(), rows);
        RelationRows.name(view, used, rows);
        rows.end();
      }
    }
  }

  private static void writeReferences(CatalogView view, RowWriter rows) {
    for (TableConstraint each : view.constraints()) {
      Reference reference = each.constraint().reference();
      if (reference == null) {
        continue;
      }
      constraint(view, each.relation(), each.constraint().name(), rows);
      for (TableConstraint key : view.constraints()) {
        if (key.constraint().kind() != 'f'
            && key.constraint().indexOid() == each.constraint().indexOid()) {
          rows.put("unique_constraint_catalog", view.context().databaseName())
              .put("unique_constraint_schema", view.schemaName(key.table().schemaOid()))
              .put("unique_constraint_name", key.constraint().name());
        }
      }
      rows.put("match_option", reference.match() == 'f' ? "FULL" : "NONE")
          .put("update_rule", rule(reference.onUpdate()))
          .put("delete_rule", rule(reference.onDelete()))
          .end();
    }
  }

  private static String rule(char action) {
    return switch (action) {
      case 'c' -> "CASCADE";
      case 'n' -> "SET NULL";
      case 'd' -> "SET DEFAULT";
      case 'r' -> "RESTRICT";
      default -> "NO ACTION";
    };
  }

  private static void writeChecks(CatalogView view, RowWriter rows) {
    for (TableConstraint each : view.constraints()) {
      String sql = each.constraint().checkSql();
      if (sql != null) {
        constraint(view, each.relation(), each.constraint().name(), rows);
        rows.put("check_clause", "(" + ShownText.of(view, sql) + ")").end();
      }
    }
    for (Relation relation : view.relations()) {
      for (Attribute attribute : relation.attributes()) {
        if (isNotNull(relation, attribute)) {
          constraint(view, relation, notNullName(relation, attribute), rows);
          rows.put("check_clause", attribute.name() + " IS NOT NULL").end();
        }
      }
    }
  }
}
