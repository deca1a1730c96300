package dev.omendb.sql.catalog.information;

import static dev.omendb.sql.catalog.information.TypeFacts.yesNo;

import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.Relation.Attribute;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.catalog.definition.ShownText;
import dev.omendb.sql.type.PgType;
import java.util.List;
import java.util.Map;

/// columns, element_types, column_privileges.
final class ColumnRows {
  private static final List<String> PRIVILEGES =
      List.of("INSERT", "SELECT", "UPDATE", "REFERENCES");

  private ColumnRows() {}

  /// Called for each column of tables and views that is not dropped.
  @FunctionalInterface
  private interface EachColumn {
    void write(Relation relation, Attribute attribute);
  }

  static void addTo(Map<String, CatalogRows> into) {
    into.put(
        "columns",
        (view, rows) -> each(view, (relation, column) -> write(view, relation, column, rows)));
    into.put(
        "element_types",
        (view, rows) -> each(view, (relation, column) -> element(view, relation, column, rows)));
    into.put("column_privileges", ColumnRows::writePrivileges);
    into.put("role_column_grants", ColumnRows::writePrivileges);
  }

  private static void each(CatalogView view, EachColumn action) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'r' || relation.kind() == 'v') {
        for (Attribute attribute : relation.attributes()) {
          if (!attribute.dropped()) {
            action.write(relation, attribute);
          }
        }
      }
    }
  }

  private static void write(
      CatalogView view, Relation relation, Attribute column, RowWriter rows) {
    PgType type = view.types().byOid((int) column.typeOid());
    RelationRows.name(view, relation, rows);
    TypeFacts.putName(view, type, rows);
    TypeFacts.putModifiers(type, column.typmod(), rows);
    String stored = column.defaultSql();
    String expression = stored == null ? null : ShownText.of(view, stored);
    boolean generated = column.generated() != 0;
    rows.put("column_name", column.name())
        .put("ordinal_position", column.attnum())
        .put("column_default", generated ? null : expression)
        .put("is_nullable", yesNo(!column.notNull()))
        .put("dtd_identifier", column.attnum())
        .put("is_self_referencing", "NO")
        .put("is_identity", yesNo(column.identity() != 0))
        .put("identity_cycle", "NO")
        .put("is_generated", generated ? "ALWAYS" : "NEVER")
        .put("generation_expression", generated ? expression : null)
        .put("is_updatable", yesNo(relation.kind() == 'r'));
    if (column.identity() != 0) {
      identity(view, relation, column, rows);
    }
    rows.end();
  }

  private static void identity(
      CatalogView view, Relation relation, Attribute column, RowWriter rows) {
    rows.put("identity_generation", column.identity() == 'a' ? "ALWAYS" : "BY DEFAULT");
    for (Sequence sequence : view.catalog().all(Sequence.class)) {
      if (sequence.ownedByTableOid() == relation.oid()
          && sequence.ownedByAttnum() == column.attnum()) {
        rows.put("identity_start", sequence.start())
            .put("identity_increment", sequence.increment())
            .put("identity_maximum", sequence.maximum())
            .put("identity_minimum", sequence.minimum())
            .put("identity_cycle", yesNo(sequence.cycle()));
      }
    }
  }

  private static void element(
      CatalogView view, Relation relation, Attribute column, RowWriter rows) {
    PgType type = view.types().byOid((int) column.typeOid());
    if (!TypeFacts.dataType(view, type).equals("ARRAY")) {
      return;
    }
    TypeFacts.putName(view, view.types().elementOf(type).orElseThrow(), rows);
    rows.put("object_catalog", view.context().databaseName())
        .put("object_schema", view.schemaName(relation.schemaOid()))
        .put("object_name", relation.name())
        .put("object_type", relation.kind() == 'v' ? "VIEW" : "TABLE")
        .put("collection_type_identifier", column.attnum())
        .put("dtd_identifier", "a" + column.attnum())
        .end();
  }

  private static void writePrivileges(CatalogView view, RowWriter rows) {
    each(
        view,
        (relation, column) -> {
          String owner = view.roleName(relation.ownerOid());
          for (String privilege : PRIVILEGES) {
            RelationRows.name(view, relation, rows);
            rows.put("grantor", owner)
                .put("grantee", owner)
                .put("column_name", column.name())
                .put("privilege_type", privilege)
                .put("is_grantable", "YES")
                .end();
          }
        });
  }
}
