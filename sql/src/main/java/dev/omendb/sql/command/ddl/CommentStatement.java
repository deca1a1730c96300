package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// COMMENT ON.
final class CommentStatement {
  /// Oids of the system catalogs that objects are rows of.
  private static final long PG_CLASS = 1259;

  private static final long PG_TYPE = 1247;
  private static final long PG_CONSTRAINT = 2606;
  private static final long PG_NAMESPACE = 2615;
  private static final long PG_DATABASE = 1262;
  private static final long PG_AUTHID = 1260;
  private static final long PG_EXTENSION = 3079;

  private CommentStatement() {}

  /// Where a comment hangs.
  private record Place(long classOid, long objectOid, int subId) {}

  static String run(Ddl ddl, ObjectStatement.Comment statement) {
    Place place = place(ddl, statement);
    Optional<CatalogObject.Comment> old =
        ddl.catalog().all(CatalogObject.Comment.class).stream()
            .filter(
                c ->
                    c.classOid() == place.classOid
                        && c.objectOid() == place.objectOid
                        && c.subId() == place.subId)
            .findFirst();
    String text = statement.text();
    if (text == null || text.isEmpty()) {
      old.ifPresent(c -> ddl.drop(c.oid()));
    } else {
      long oid = old.map(CatalogObject.Comment::oid).orElseGet(ddl::newOid);
      ddl.put(
          new CatalogObject.Comment(
              oid, place.classOid, place.objectOid, place.subId, text));
    }
    return "COMMENT";
  }

  private static Place place(Ddl ddl, ObjectStatement.Comment statement) {
    ObjectName name = statement.name();
    return switch (statement.kind()) {
      case TABLE, VIEW, INDEX, SEQUENCE -> {
        CatalogObject found = ddl.relations().relation(name);
        String kind = statement.kind().words().toLowerCase(Locale.ROOT);
        if (!Relations.kindOf(found).equals(kind)) {
          throw Relations.notA(DropStatement.article(kind) + " " + kind, name.name());
        }
        yield new Place(PG_CLASS, found.oid(), 0);
      }
      case COLUMN -> column(ddl, name);
      case SCHEMA -> new Place(PG_NAMESPACE, ddl.relations().schema(name.name(), 0).oid(), 0);
      case DATABASE ->
          new Place(
              PG_DATABASE,
              ddl.catalog()
                  .database(name.name())
                  .map(Database::oid)
                  .orElseThrow(() ->
                      new DatabaseException(
                          SqlState.INVALID_CATALOG_NAME,
                          "database \"" + name.name() + "\" does not exist")),
              0);
      case ROLE -> new Place(PG_AUTHID, Roles.require(ddl, name.name()).oid(), 0);
      case EXTENSION ->
          new Place(PG_EXTENSION, ExtensionStatements.require(ddl, name.name()).oid(), 0);
      case TYPE, DOMAIN -> new Place(PG_TYPE, EnumStatements.require(ddl, name).oid(), 0);
      case CONSTRAINT -> constraint(ddl, name.name(), statement.table());
      default -> throw DatabaseException.unsupported("COMMENT ON " + statement.kind().words());
    };
  }

  private static Place column(Ddl ddl, ObjectName name) {
    List<String> parts = name.parts();
    if (parts.size() < 2) {
      throw new DatabaseException(SqlState.SYNTAX_ERROR, "column name must be qualified");
    }
    ObjectName relation = new ObjectName(parts.subList(0, parts.size() - 1), name.position());
    CatalogObject found = ddl.relations().relation(relation);
    List<Column> columns =
        switch (found) {
          case Table table -> table.columns();
          case View view -> view.columns();
          default ->
              throw new DatabaseException(
                      SqlState.WRONG_OBJECT_TYPE,
                      "cannot set comment on relation \"" + relation.name() + "\"")
                  .detail(
                      "This operation is not supported for "
                          + Relations.kindOf(found)
                          + (found instanceof CatalogObject.Index ? "es." : "s."));
        };
    for (Column column : columns) {
      if (!column.dropped() && column.name().equals(name.name())) {
        return new Place(PG_CLASS, found.oid(), column.attnum());
      }
    }
    throw Relations.undefinedColumn(name.name(), relation.name());
  }

  private static Place constraint(Ddl ddl, String name, @Nullable ObjectName on) {
    if (on == null) {
      throw new IllegalStateException("COMMENT ON CONSTRAINT without a table");
    }
    Table table = ddl.relations().table(on);
    return table.constraints().stream()
        .filter(c -> c.name().equals(name))
        .map(c -> new Place(PG_CONSTRAINT, c.oid(), 0))
        .findFirst()
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.UNDEFINED_OBJECT,
                    "constraint \"%s\" for table \"%s\" does not exist"
                        .formatted(name, table.name())));
  }
}
