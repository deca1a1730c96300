package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.IndexStatement.Reindex;
import dev.omendb.sql.parse.statement.IndexStatement.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// REINDEX: each index is dropped and built anew under its name.
final class ReindexStatement {
  private final Ddl ddl;
  private boolean concurrently;

  ReindexStatement(Ddl ddl) {
    this.ddl = ddl;
  }

  String run(Reindex statement) {
    if (statement.concurrently() && ddl.session().transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "REINDEX CONCURRENTLY cannot run inside a transaction block");
    }
    concurrently = statement.concurrently();
    switch (statement.target()) {
      case INDEX -> {
        CatalogObject found = ddl.relations().relation(name(statement));
        if (!(found instanceof Index index)) {
          throw Relations.notA("an index", name(statement).name());
        }
        rebuild(index);
      }
      case TABLE -> rebuildAll(ddl.relations().table(name(statement)));
      case SCHEMA -> {
        long schema = ddl.relations().schema(name(statement).name(), 0).oid();
        tables(schema).forEach(this::rebuildAll);
      }
      case DATABASE, SYSTEM -> {
        requireCurrent(statement);
        if (statement.target() == Target.SYSTEM) {
          return "REINDEX";
        }
        ddl.catalog().all(CatalogObject.Schema.class).stream()
            .filter(s -> s.databaseOid() == ddl.databaseOid())
            .forEach(s -> tables(s.oid()).forEach(this::rebuildAll));
      }
    }
    return "REINDEX";
  }

  private void requireCurrent(Reindex statement) {
    if (ddl.session().transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "REINDEX %s cannot run inside a transaction block"
              .formatted(statement.target().name().toUpperCase(Locale.ROOT)));
    }
    boolean other =
        statement.name() != null
            && !statement.name().name().equals(ddl.session().identity().databaseName());
    if (other) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED, "can only reindex the currently open database");
    }
  }

  private static ObjectName name(Reindex statement) {
    @Nullable ObjectName name = statement.name();
    if (name == null) {
      throw new IllegalStateException("REINDEX without a name");
    }
    return name;
  }

  private List<Table> tables(long schema) {
    return ddl.catalog().all(Table.class).stream()
        .filter(t -> t.schemaOid() == schema)
        .toList();
  }

  private void rebuildAll(Table table) {
    ddl.catalog().indexes(table.oid()).forEach(this::rebuild);
  }

  /// An index is built when it appears in the catalog, so it disappears first. The oid is new, as
  /// PostgreSQL's REINDEX CONCURRENTLY does.
  private void rebuild(Index index) {
    if (concurrently && IndexBesideWriters.isPossible(index.accessMethod())) {
      new IndexBesideWriters(ddl).rebuild(index);
      return;
    }
    Table table = ddl.catalog().find(Table.class, index.tableOid()).orElseThrow();
    Table locked = ddl.lockExclusive(table);
    IndexRebuild.run(ddl, locked, index, index);
  }
}
