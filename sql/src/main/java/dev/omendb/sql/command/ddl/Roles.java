package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Looks roles up by the names of DDL.
final class Roles {
  private Roles() {}

  /// CURRENT_USER and the like as the name they stand for.
  static String resolve(Ddl ddl, String name) {
    return switch (name) {
      case "current_user", "current_role" -> ddl.session().context().userName();
      case "session_user" -> ddl.session().context().sessionUserName();
      default -> name;
    };
  }

  /// Errors: 42704.
  static Role require(Ddl ddl, String name) {
    String resolved = resolve(ddl, name);
    return ddl.catalog().role(resolved).orElseThrow(() -> undefined(resolved));
  }

  static DatabaseException undefined(String name) {
    return new DatabaseException(
        SqlState.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist");
  }
}
