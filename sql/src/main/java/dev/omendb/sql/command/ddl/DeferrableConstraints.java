package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.session.Session;
import java.util.List;

/// Finds the constraints SET CONSTRAINTS names.
final class DeferrableConstraints {
  private DeferrableConstraints() {}

  /// All of this name in the named schema, or in the first of the search path that has one.
  /// Errors: 3F000, 42704, 42809.
  static List<Constraint> named(Session session, ObjectName name) {
    Catalog catalog = session.context().catalog();
    for (long schema : schemas(session, catalog, name)) {
      List<Constraint> found =
          catalog.all(Table.class).stream()
              .filter(table -> table.schemaOid() == schema)
              .flatMap(table -> table.constraints().stream())
              .filter(constraint -> constraint.name().equals(name.name()))
              .toList();
      if (!found.isEmpty()) {
        requireDeferrable(found, name);
        return found;
      }
    }
    throw new DatabaseException(
        SqlState.UNDEFINED_OBJECT, "constraint \"" + name.name() + "\" does not exist");
  }

  private static List<Long> schemas(Session session, Catalog catalog, ObjectName name) {
    String schema = name.schema();
    if (schema == null) {
      return session.context().searchPathOids();
    }
    return List.of(
        catalog
            .schema(session.identity().databaseOid(), schema)
            .map(Schema::oid)
            .orElseThrow(() -> Relations.noSchema(schema)));
  }

  private static void requireDeferrable(List<Constraint> found, ObjectName name) {
    if (found.stream().noneMatch(Constraint::deferrable)) {
      throw new DatabaseException(
          SqlState.WRONG_OBJECT_TYPE, "constraint \"" + name.name() + "\" is not deferrable");
    }
  }
}
