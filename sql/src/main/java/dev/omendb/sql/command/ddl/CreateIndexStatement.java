package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.IntegerOption;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.function.OperatorClasses.AccessMethod;
import dev.omendb.sql.parse.statement.IndexStatement.CreateIndex;
import dev.omendb.sql.plan.VectorIndexes;
import java.util.LinkedHashMap;
import java.util.Map;

/// CREATE INDEX, with the checks in PostgreSQL's order (DefineIndex).
final class CreateIndexStatement {
  /// INDEX_MAX_KEYS.
  private static final int MAX_KEYS = 32;

  private final Ddl ddl;

  CreateIndexStatement(Ddl ddl) {
    this.ddl = ddl;
  }

  String run(CreateIndex statement) {
    if (statement.concurrently() && ddl.session().transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "CREATE INDEX CONCURRENTLY cannot run inside a transaction block");
    }
    Table table = lockedTable(statement);
    AccessMethod method = method(statement);
    requireSupport(statement, method.name());
    Tablespaces.require(statement.tablespace());
    StoredText texts = new StoredText(ddl);
    String predicate =
        statement.where() == null ? null : texts.predicate(table, statement.where());
    Map<String, String> options = new LinkedHashMap<>();
    StorageParameters.read(
        statement.options(), StorageParameters.of(method.name()), options);
    IndexDefinition definition = new IndexDefinition(ddl, table, method.name());
    statement.keys().forEach(definition::addElement);
    statement.include().forEach(definition::include);
    requireSearchable(method.name());
    String name = name(statement, table, definition);
    if (name.isEmpty()) {
      return "CREATE INDEX";
    }
    Index index =
        definition.build(
            ddl.newOid(), name, statement.unique(), false, statement.nullsNotDistinct(),
            predicate, options);
    VectorIndexRules.check(ddl, index);
    if (isBeside(statement)) {
      new IndexBesideWriters(ddl).create(index);
    } else {
      ddl.put(index);
    }
    warnAboutLittleData(index);
    return "CREATE INDEX";
  }

  /// True when writers go on during the build.
  private static boolean isBeside(CreateIndex statement) {
    return statement.concurrently() && IndexBesideWriters.isPossible(statement.method());
  }

  /// What has the name once it is locked: it may be another table by then.
  private Table lockedTable(CreateIndex statement) {
    TableLock lock = isBeside(statement) ? TableLock.SHARE_UPDATE_EXCLUSIVE : TableLock.SHARE;
    Table table = table(statement);
    long locked;
    do {
      locked = table.oid();
      ddl.transaction().lockTable(locked, lock, LockWait.WAIT);
      table = table(statement);
    } while (table.oid() != locked);
    return table;
  }

  private Table table(CreateIndex statement) {
    CatalogObject found = ddl.relations().relation(statement.table());
    if (found instanceof Table table) {
      return table;
    }
    throw new DatabaseException(
            SqlState.WRONG_OBJECT_TYPE,
            "cannot create index on relation \"" + statement.table().name() + "\"")
        .detail("This operation is not supported for " + Relations.kindOf(found) + "s.");
  }

  private AccessMethod method(CreateIndex statement) {
    String name = statement.method();
    if (name.equals("rtree")) {
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "substituting access method \"gist\" for obsolete method \"rtree\"");
      name = "gist";
    }
    return new KeyClass(ddl).method(name);
  }

  private static void requireSupport(CreateIndex statement, String method) {
    boolean ordered = method.equals("btree");
    if (statement.unique() && !ordered) {
      throw noSupport(method, "unique indexes");
    }
    boolean includes = ordered || method.equals("gist") || method.equals("spgist");
    if (!statement.include().isEmpty() && !includes) {
      throw noSupport(method, "included columns");
    }
    boolean single =
        method.equals("hash")
            || method.equals("spgist")
            || VectorIndexes.isVectorMethod(method);
    if (statement.keys().size() > 1 && single) {
      throw noSupport(method, "multicolumn indexes");
    }
    if (statement.keys().size() + statement.include().size() > MAX_KEYS) {
      throw new DatabaseException(
          SqlState.TOO_MANY_COLUMNS, "cannot use more than " + MAX_KEYS + " columns in an index");
    }
  }

  private static DatabaseException noSupport(String method, String what) {
    return new DatabaseException(
        SqlState.FEATURE_NOT_SUPPORTED,
        "access method \"%s\" does not support %s".formatted(method, what));
  }

  private static void requireSearchable(String method) {
    switch (method) {
      case "gist", "gin", "spgist", "brin" ->
          throw DatabaseException.unsupported("access method \"" + method + "\"");
      default -> {}
    }
  }

  /// Empty when the index exists and IF NOT EXISTS says to skip it.
  private String name(CreateIndex statement, Table table, IndexDefinition definition) {
    String given = statement.name();
    if (given == null) {
      String chosen =
          ObjectNames.choose(
              table.name(),
              ObjectNames.columns(definition.keyNames),
              "idx",
              name -> ddl.relations().isTaken(table.schemaOid(), name));
      ddl.relations().require(table.schemaOid(), chosen);
      return chosen;
    }
    if (ddl.relations().claim(table.schemaOid(), given)) {
      return given;
    }
    if (!statement.ifNotExists()) {
      throw Relations.exists(given);
    }
    ddl.notice(
        SqlState.DUPLICATE_TABLE, "relation \"" + given + "\" already exists, skipping");
    return "";
  }

  private void warnAboutLittleData(Index index) {
    if (!index.accessMethod().equals("ivfflat")) {
      return;
    }
    int lists = IntegerOption.of(index.options(), "lists", 100);
    try (TableReader rows = ddl.transaction().read(index.tableOid())) {
      if (rows.estimatedRows() < lists) {
        ddl.notice(
            "NOTICE",
            SqlState.SUCCESSFUL_COMPLETION,
            "ivfflat index created with little data",
            "This will cause low recall.",
            "Drop the index until the table has more data.");
      }
    }
  }
}
