package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.RoleStatement.DropOwned;
import dev.omendb.sql.parse.statement.RoleStatement.ReassignOwned;
import java.util.ArrayList;
import java.util.List;

/// Which role owns what.
final class Ownership {
  private Ownership() {}

  static long ownerOf(CatalogObject object) {
    return switch (object) {
      case Table t -> t.ownerOid();
      case View v -> v.ownerOid();
      case Sequence s -> s.ownerOid();
      case Schema s -> s.ownerOid();
      case EnumType e -> e.ownerOid();
      case Database d -> d.ownerOid();
      default -> 0;
    };
  }

  /// The object with another owner; the catalog is changed.
  static void give(Ddl ddl, CatalogObject object, long owner) {
    switch (object) {
      case Table _, View _, Sequence _ -> AlterRelation.own(ddl, object, owner);
      case Schema s -> ddl.put(new Schema(s.oid(), s.databaseOid(), s.name(), owner));
      case EnumType e ->
          ddl.put(
              new EnumType(e.oid(), e.arrayOid(), e.schemaOid(), e.name(), owner, e.labels()));
      case Database d -> ddl.put(new Database(d.oid(), d.name(), owner));
      default -> {}
    }
  }

  private static List<CatalogObject> ownedBy(Ddl ddl, Role role) {
    return ddl.catalog().objects().stream().filter(o -> ownerOf(o) == role.oid()).toList();
  }

  /// Errors: 2BP01.
  static void requireNothing(Ddl ddl, Role role) {
    List<CatalogObject> owned = ownedBy(ddl, role);
    if (owned.isEmpty()) {
      return;
    }
    Descriptions descriptions = new Descriptions(ddl, ddl.catalog());
    List<String> lines = new ArrayList<>();
    owned.forEach(object -> lines.add("owner of " + descriptions.of(object)));
    throw new DatabaseException(
            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
            "role \"%s\" cannot be dropped because some objects depend on it"
                .formatted(role.name()))
        .detail(String.join("\n", lines));
  }

  static String reassign(Ddl ddl, ReassignOwned statement) {
    Role target = Roles.require(ddl, statement.newRole());
    for (String name : statement.roles()) {
      ownedBy(ddl, Roles.require(ddl, name)).forEach(o -> give(ddl, o, target.oid()));
    }
    return "REASSIGN OWNED";
  }

  static String drop(Ddl ddl, DropOwned statement) {
    List<DropTarget> targets = new ArrayList<>();
    for (String name : statement.roles()) {
      for (CatalogObject object : ownedBy(ddl, Roles.require(ddl, name))) {
        if (!(object instanceof Database)) {
          targets.add(DropTarget.whole(object));
        }
      }
    }
    if (!targets.isEmpty()) {
      new DropCascade(ddl).drop(targets, statement.cascade());
    }
    return "DROP OWNED";
  }
}
