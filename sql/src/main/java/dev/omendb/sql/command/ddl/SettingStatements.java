package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// ALTER ROLE and ALTER DATABASE … SET: the defaults of sessions that begin later.
final class SettingStatements {
  private SettingStatements() {}

  static String alter(Ddl ddl, AlterSetting statement) {
    long database = 0;
    long role = 0;
    switch (statement.scope()) {
      case DATABASE -> database = database(ddl, String.valueOf(statement.target()));
      case ROLE -> role = Roles.require(ddl, String.valueOf(statement.target())).oid();
      case ALL_ROLES -> {}
      case SYSTEM -> throw DatabaseException.unsupported("ALTER SYSTEM");
    }
    if (statement.database() != null) {
      database = database(ddl, statement.database());
    }
    String setting = statement.setting();
    List<String> values = statement.values();
    Map<String, String> stored = new TreeMap<>();
    Optional<Settings> old = find(ddl, database, role);
    old.ifPresent(s -> stored.putAll(s.values()));
    if (setting == null) {
      stored.clear();
    } else if (values == null) {
      stored.remove(setting);
    } else {
      String value = String.join(", ", values);
      ddl.session().settings().check(setting, value);
      stored.put(setting, value);
    }
    if (stored.isEmpty()) {
      old.ifPresent(s -> ddl.drop(s.oid()));
    } else {
      long oid = old.map(Settings::oid).orElseGet(ddl::newOid);
      ddl.put(new Settings(oid, database, role, stored));
    }
    return statement.scope() == dev.omendb.sql.parse.statement.ObjectStatement.Scope.DATABASE
        ? "ALTER DATABASE"
        : "ALTER ROLE";
  }

  private static long database(Ddl ddl, String name) {
    return ddl.catalog()
        .database(name)
        .map(Database::oid)
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.INVALID_CATALOG_NAME,
                    "database \"" + name + "\" does not exist"));
  }

  private static Optional<Settings> find(Ddl ddl, long database, long role) {
    return ddl.catalog().all(Settings.class).stream()
        .filter(s -> s.databaseOid() == database && s.roleOid() == role)
        .findFirst();
  }
}
