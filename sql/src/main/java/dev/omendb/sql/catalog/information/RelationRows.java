package dev.omendb.sql.catalog.information;

import static dev.omendb.sql.catalog.information.TypeFacts.yesNo;

import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.catalog.definition.ShownText;
import dev.omendb.sql.type.PgType;
import java.util.List;
import java.util.Map;

/// schemata, tables, views, sequences, and who may use tables.
final class RelationRows {
  private static final List<String> PRIVILEGES =
      List.of("INSERT", "SELECT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

  private RelationRows() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("schemata", RelationRows::writeSchemata);
    into.put("tables", RelationRows::writeTables);
    into.put("views", RelationRows::writeViews);
    into.put("sequences", RelationRows::writeSequences);
    into.put("table_privileges", RelationRows::writePrivileges);
    into.put("role_table_grants", RelationRows::writePrivileges);
  }

  private static void writeSchemata(CatalogView view, RowWriter rows) {
    for (Schema schema : view.schemas()) {
      rows.put("catalog_name", view.context().databaseName())
          .put("schema_name", schema.name())
          .put("schema_owner", view.roleName(schema.ownerOid()))
          .end();
    }
  }

  private static void writeTables(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'r' || relation.kind() == 'v') {
        boolean temporary = relation.persistence() == 't';
        boolean table = relation.kind() == 'r';
        name(view, relation, rows);
        rows.put("table_type", temporary ? "LOCAL TEMPORARY" : table ? "BASE TABLE" : "VIEW")
            .put("is_insertable_into", yesNo(table))
            .put("is_typed", "NO")
            .end();
      }
    }
  }

  /// The columns table_catalog, table_schema and table_name.
  static void name(CatalogView view, Relation relation, RowWriter rows) {
    rows.put("table_catalog", view.context().databaseName())
        .put("table_schema", view.schemaName(relation.schemaOid()))
        .put("table_name", relation.name());
  }

  private static void writeViews(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'v') {
        name(view, relation, rows);
        if (relation.object() instanceof View stored) {
          rows.put("view_definition", " " + ShownText.of(view, stored.querySql()) + ";");
        }
        rows.put("check_option", "NONE")
            .put("is_updatable", "NO")
            .put("is_insertable_into", "NO")
            .put("is_trigger_updatable", "NO")
            .put("is_trigger_deletable", "NO")
            .put("is_trigger_insertable_into", "NO")
            .end();
      }
    }
  }

  private static void writeSequences(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.object() instanceof Sequence sequence && !isIdentity(view, sequence)) {
        PgType type = view.types().byOid((int) sequence.typeOid());
        rows.put("sequence_catalog", view.context().databaseName())
            .put("sequence_schema", view.schemaName(relation.schemaOid()))
            .put("sequence_name", relation.name())
            .put("data_type", TypeFacts.dataType(view, type))
            .put("numeric_precision", TypeFacts.precision(type, -1))
            .put("numeric_precision_radix", 2)
            .put("numeric_scale", 0)
            .put("start_value", sequence.start())
            .put("minimum_value", sequence.minimum())
            .put("maximum_value", sequence.maximum())
            .put("increment", sequence.increment())
            .put("cycle_option", yesNo(sequence.cycle()))
            .end();
      }
    }
  }

  /// The sequence of an identity column is part of the column.
  private static boolean isIdentity(CatalogView view, Sequence sequence) {
    return sequence.ownedByTableOid() != 0
        && view.relation(sequence.ownedByTableOid())
            .map(t -> t.attributes().get(sequence.ownedByAttnum() - 1).identity() != 0)
            .orElse(false);
  }

  private static void writePrivileges(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.kind() != 'r' && relation.kind() != 'v') {
        continue;
      }
      String owner = view.roleName(relation.ownerOid());
      for (String privilege : PRIVILEGES) {
        name(view, relation, rows);
        rows.put("grantor", owner)
            .put("grantee", owner)
            .put("privilege_type", privilege)
            .put("is_grantable", "YES")
            .put("with_hierarchy", yesNo(privilege.equals("SELECT")))
            .end();
      }
    }
  }
}
