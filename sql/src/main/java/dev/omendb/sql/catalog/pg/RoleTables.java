package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// pg_authid and the views over it.
final class RoleTables {
  private static final String HIDDEN = "********";

  private RoleTables() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_authid", RoleTables::writeAuthorizations);
    into.put("pg_roles", RoleTables::writeRoles);
    into.put("pg_user", RoleTables::writeUsers);
    into.put("pg_shadow", RoleTables::writeShadow);
    into.put("pg_group", RoleTables::writeGroups);
  }

  private static void writeAuthorizations(CatalogView view, RowWriter rows) {
    for (Role role : view.catalog().all(Role.class)) {
      attributes(role, rows);
      rows.put("rolpassword", role.verifier()).end();
    }
  }

  private static void writeRoles(CatalogView view, RowWriter rows) {
    for (Role role : view.catalog().all(Role.class)) {
      attributes(role, rows);
      rows.put("rolpassword", HIDDEN).put("rolconfig", settings(view, role)).end();
    }
  }

  private static void attributes(Role role, RowWriter rows) {
    rows.put("oid", role.oid())
        .put("rolname", role.name())
        .put("rolsuper", role.superuser())
        .put("rolinherit", true)
        .put("rolcreaterole", role.createRole())
        .put("rolcreatedb", role.createDatabase())
        .put("rolcanlogin", role.canLogin())
        .put("rolreplication", role.oid() == CatalogView.SUPERUSER)
        .put("rolbypassrls", role.oid() == CatalogView.SUPERUSER)
        .put("rolconnlimit", -1);
  }

  private static @Nullable List<String> settings(CatalogView view, Role role) {
    for (Settings settings : view.catalog().all(Settings.class)) {
      if (settings.roleOid() == role.oid() && settings.databaseOid() == 0) {
        return new TreeMap<>(settings.values())
            .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      }
    }
    return null;
  }

  private static void writeUsers(CatalogView view, RowWriter rows) {
    writeUsers(view, rows, false);
  }

  private static void writeShadow(CatalogView view, RowWriter rows) {
    writeUsers(view, rows, true);
  }

  private static void writeUsers(CatalogView view, RowWriter rows, boolean password) {
    for (Role role : view.catalog().all(Role.class)) {
      if (role.canLogin()) {
        rows.put("usename", role.name())
            .put("usesysid", role.oid())
            .put("usecreatedb", role.createDatabase())
            .put("usesuper", role.superuser())
            .put("userepl", role.oid() == CatalogView.SUPERUSER)
            .put("usebypassrls", role.oid() == CatalogView.SUPERUSER)
            .put("passwd", password ? role.verifier() : HIDDEN)
            .put("useconfig", settings(view, role))
            .end();
      }
    }
  }

  private static void writeGroups(CatalogView view, RowWriter rows) {
    for (Role role : view.catalog().all(Role.class)) {
      if (!role.canLogin()) {
        rows.put("groname", role.name())
            .put("grosysid", role.oid())
            .put("grolist", List.of())
            .end();
      }
    }
  }
}
