package dev.omendb.sql.session;

import dev.omendb.engine.catalog.CatalogObject.Schema;
import java.util.ArrayList;
import java.util.List;

/// Reads search_path: a list of names, quoted ones with their case, `"$user"` among them.
final class SearchPath {
  private static final long PG_CATALOG_OID = 11;
  private static final long INFORMATION_SCHEMA_OID = 13_000;

  private final Session session;

  SearchPath(Session session) {
    this.session = session;
  }

  /// Existing schemas by oid, pg_catalog first unless it is listed.
  List<Long> oids() {
    List<Long> oids = new ArrayList<>();
    List<Schema> schemas = session.context().schemas();
    long temporary = find(schemas, temporarySchema());
    if (temporary != 0 && !listed().contains(temporarySchema())) {
      oids.add(temporary);
    }
    for (String name : listed()) {
      long oid = find(schemas, name);
      if (oid != 0 && !oids.contains(oid)) {
        oids.add(oid);
      }
    }
    if (!oids.contains(PG_CATALOG_OID)) {
      boolean behindTemporary = temporary != 0 && oids.getFirst() == temporary;
      oids.add(behindTemporary ? 1 : 0, PG_CATALOG_OID);
    }
    return oids;
  }

  /// Existing schemas by name.
  ///
  /// @param withImplicit pg_catalog and the session's temporary schema, too
  List<String> names(boolean withImplicit) {
    List<String> names = new ArrayList<>();
    List<Schema> schemas = session.context().schemas();
    for (String name : listed()) {
      if (find(schemas, name) != 0 && !names.contains(name)) {
        names.add(name);
      }
    }
    if (withImplicit && !names.contains("pg_catalog")) {
      names.addFirst("pg_catalog");
    }
    if (withImplicit
        && !names.contains(temporarySchema())
        && find(schemas, temporarySchema()) != 0) {
      names.addFirst(temporarySchema());
    }
    return names;
  }

  /// Where the session's temporary tables are.
  private String temporarySchema() {
    return "pg_temp_" + session.identity().backendId();
  }

  private static long find(List<Schema> schemas, String name) {
    switch (name) {
      case "pg_catalog" -> {
        return PG_CATALOG_OID;
      }
      case "information_schema" -> {
        return INFORMATION_SCHEMA_OID;
      }
      default -> {
        for (Schema schema : schemas) {
          if (schema.name().equals(name)) {
            return schema.oid();
          }
        }
        return 0;
      }
    }
  }

  private List<String> listed() {
    List<String> names = new ArrayList<>();
    String path = session.settings().get("search_path");
    int i = 0;
    while (i < path.length()) {
      char c = path.charAt(i);
      if (c == ',' || Character.isWhitespace(c)) {
        i++;
      } else if (c == '"') {
        StringBuilder name = new StringBuilder();
        i = quoted(path, i + 1, name);
        names.add(resolve(name.toString()));
      } else {
        int end = i;
        while (end < path.length() && path.charAt(end) != ',') {
          end++;
        }
        names.add(resolve(path.substring(i, end).strip().toLowerCase(java.util.Locale.ROOT)));
        i = end;
      }
    }
    return names;
  }

  private static int quoted(String path, int from, StringBuilder name) {
    int i = from;
    while (i < path.length()) {
      char c = path.charAt(i++);
      if (c != '"') {
        name.append(c);
      } else if (i < path.length() && path.charAt(i) == '"') {
        name.append('"');
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  private String resolve(String name) {
    return switch (name) {
      case "$user" -> session.context().userName();
      case "pg_temp" -> temporarySchema();
      default -> name;
    };
  }
}
