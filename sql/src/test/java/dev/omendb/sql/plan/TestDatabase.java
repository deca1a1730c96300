package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.storage.MemoryStorage;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.execute.vector.SearchWorkers;
import dev.omendb.sql.session.BuiltInSettings;
import dev.omendb.sql.session.ClientChannel;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.Notice;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.PreparedStatement;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SimpleStatement;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/// A database in memory with one session, for tests of the planner: tables are made by
/// [#table], statements run by [#query].
final class TestDatabase implements AutoCloseable {
  private static final long DATABASE = 5;
  private static final long PUBLIC = 2200;
  private final StorageEngine storage;
  private final Session session;

  TestDatabase() {
    storage =
        new MemoryStorage(
            (catalog, index) -> {
              throw new IllegalStateException("no indexes here");
            });
    try (Transaction transaction = storage.begin()) {
      transaction.change(
          new CatalogChange.Put(
              new CatalogObject.Role(10, "postgres", true, true, true, true, null)));
      transaction.change(
          new CatalogChange.Put(new CatalogObject.Database(DATABASE, "postgres", 10)));
      transaction.change(
          new CatalogChange.Put(new CatalogObject.Schema(PUBLIC, DATABASE, "public", 10)));
      transaction.change(
          new CatalogChange.Put(
              new CatalogObject.Extension(20_001, DATABASE, "vector", PUBLIC, "0.8.1")));
      transaction.commit();
    }
    PlanServices services =
        new PlanServices() {
          @Override
          public IndexKeys indexKeys(Session session, CatalogObject.Index index) {
            throw new IllegalStateException("no indexes here");
          }

          @Override
          public IndexShape indexShape(Session session, CatalogObject.Index index) {
            throw new IllegalStateException("no indexes here");
          }

          @Override
          public List<RowRule> rules(Session session, Table table) {
            return List.of();
          }
        };
    QueryPlanner planner =
        new QueryPlanner(new SearchWorkers(ForkJoinPool.commonPool(), 1), services);
    Database database =
        new Database(
            storage,
            BuiltInSettings.create("test"),
            new SystemTables(List.of()),
            (s, statement, sql, types) ->
                new QueryExecutable(planner, planner.plan(s, statement, types), statement),
            Map.of());
    session = database.connect("postgres", "postgres", Map.of(), new SilentClient());
  }

  /// Makes a table; columns as `name type`.
  void table(String name, String... columns) {
    List<Column> list = new ArrayList<>();
    for (String column : columns) {
      String[] parts = column.split(" ", 2);
      Types.TypeRef type = session.context().types().parseTypeName(parts[1]);
      list.add(
          new Column(
              list.size() + 1, parts[0], type.type().oid(), type.typmod(),
              type.type().storage(type.typmod()), false, null, (char) 0, (char) 0, false, null));
    }
    try (Transaction transaction = storage.begin()) {
      transaction.change(
          new CatalogChange.Put(
              new Table(
                  storage.nextOid(), PUBLIC, name, 10, Persistence.PERMANENT, list, List.of(),
                  Map.of())));
      transaction.commit();
    }
  }

  /// Runs one statement; rows as `a|b`, NULL as empty, or the command tag when there are none.
  List<String> query(String sql) {
    List<String> rows = new ArrayList<>();
    try {
      for (SimpleStatement simple : session.simple(sql)) {
        PreparedStatement statement = session.prepareSimple(simple);
        Portal portal = session.openSimple(statement);
        Outcome outcome =
            session.execute(portal, 0, (batch, from, to) -> append(portal, batch, from, to, rows));
        if (portal.columns() == null && outcome instanceof Outcome.Complete complete) {
          rows.add(complete.tag());
        }
      }
      session.sync();
    } catch (RuntimeException e) {
      session.failed();
      throw e;
    }
    return rows;
  }

  private void append(Portal portal, Batch batch, int from, int to, List<String> rows) {
    for (int row = from; row < to; row++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < portal.columns().size(); c++) {
        line.append(c == 0 ? "" : "|");
        if (!batch.column(c).isNull(row)) {
          PgType type = portal.columns().get(c).type();
          ByteArraySink sink = new ByteArraySink();
          type.formatText(batch.column(c), row, session.context().format(), sink);
          line.append(sink);
        }
      }
      rows.add(line.toString());
    }
  }

  @Override
  public void close() {
    session.close();
    storage.close();
  }

  private static final class SilentClient implements ClientChannel {
    @Override
    public void terminate() {}

    @Override
    public void notice(Notice notice) {}

    @Override
    public void parameterStatus(String name, String value) {}

    @Override
    public void notification(int backendId, String channel, String payload) {}

    @Override
    public void start(boolean binary, int columnCount) {}

    @Override
    public void data(byte[] source, int from, int length) {}

    @Override
    public void end() {}
  }
}
