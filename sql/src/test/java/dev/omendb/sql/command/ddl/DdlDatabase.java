package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.storage.MemoryStorage;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.command.CommandPlanner;
import dev.omendb.sql.command.session.CommandServices;
import dev.omendb.sql.execute.vector.SearchWorkers;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.QueryExecutable;
import dev.omendb.sql.plan.QueryPlanner;
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
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A database in memory with one session that plans queries and DDL.
public final class DdlDatabase implements AutoCloseable, ClientChannel {
  private final StorageEngine storage;
  private final Session session;
  private final List<String> output = new ArrayList<>();
  private final ByteArrayOutputStream copied = new ByteArrayOutputStream();

  public DdlDatabase() {
    SqlIndexSupport indexes = new SqlIndexSupport(Map.of());
    storage = new MemoryStorage(indexes);
    try (Transaction transaction = storage.begin()) {
      transaction.change(
          new CatalogChange.Put(
              new CatalogObject.Role(10, "postgres", true, true, true, true, null)));
      transaction.change(new CatalogChange.Put(new CatalogObject.Database(5, "postgres", 10)));
      transaction.change(new CatalogChange.Put(new CatalogObject.Schema(2200, 5, "public", 10)));
      transaction.commit();
    }
    QueryPlanner queries = new QueryPlanner(SearchWorkers.NONE, new DdlServices(indexes));
    Database database =
        new Database(
            storage,
            BuiltInSettings.create("test"),
            SystemTables.standard(),
            (s, statement, sql, types) ->
                switch (statement) {
                  case Statement.Query _,
                      Statement.Insert _,
                      Statement.Update _,
                      Statement.Delete _
                      when !CommandPlanner.isSelectInto(statement) ->
                      new QueryExecutable(queries, queries.plan(s, statement, types), statement);
                  default -> CommandPlanner.plan(s, statement, sql, types);
                },
            CommandServices.of(queries));
    session = database.connect("postgres", "postgres", Map.of(), this);
  }

  Catalog catalog() {
    return storage.catalog();
  }

  public Session session() {
    return session;
  }

  /// Runs a script; notices, rows as `a|b`, command tags and the error that ended it, in order.
  public List<String> run(String sql) {
    output.clear();
    try {
      for (SimpleStatement simple : session.simple(sql)) {
        PreparedStatement statement = session.prepareSimple(simple);
        Portal portal = session.openSimple(statement);
        Outcome outcome =
            session.execute(portal, 0, (batch, from, to) -> append(portal, batch, from, to));
        if (portal.columns() == null && outcome instanceof Outcome.Complete complete) {
          output.add(complete.tag());
        }
      }
      session.sync();
    } catch (DatabaseException e) {
      session.failed();
      output.add("ERROR " + e.state().code() + ": " + e.getMessage());
      if (e.detail() != null) {
        output.add("DETAIL: " + e.detail());
      }
      if (e.hint() != null) {
        output.add("HINT: " + e.hint());
      }
    }
    return List.copyOf(output);
  }

  /// Runs a COPY … FROM STDIN with data cut into chunks of `chunkBytes`; the tag, or the error and
  /// its context.
  public String copyIn(String sql, byte[] data, int chunkBytes) {
    try {
      PreparedStatement statement = session.prepareSimple(session.simple(sql).getFirst());
      Portal portal = session.openSimple(statement);
      Outcome.CopyIn copy =
          (Outcome.CopyIn) session.execute(portal, 0, (batch, from, to) -> {});
      for (int from = 0; from < data.length; from += chunkBytes) {
        copy.input().data(data, from, Math.min(chunkBytes, data.length - from));
      }
      String tag = copy.input().finish();
      session.sync();
      return tag;
    } catch (DatabaseException e) {
      session.failed();
      return e.state().code() + ": " + e.getMessage() + " | " + e.where();
    }
  }

  /// What a COPY … TO STDOUT sends.
  public byte[] copyOut(String sql) {
    copied.reset();
    run(sql);
    return copied.toByteArray();
  }

  private void append(Portal portal, Batch batch, int from, int to) {
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
      output.add(line.toString());
    }
  }

  @Override
  public void close() {
    session.close();
    storage.close();
  }

  @Override
  public void terminate() {}

  @Override
  public void notice(Notice notice) {
    output.add(notice.severity() + ": " + notice.message());
    if (notice.detail() != null) {
      output.add("DETAIL: " + notice.detail());
    }
  }

  @Override
  public void parameterStatus(String name, String value) {}

  @Override
  public void notification(int backendId, String channel, String payload) {
    output.add("NOTIFICATION " + channel + ": " + payload);
  }

  @Override
  public void start(boolean binary, int columnCount) {}

  @Override
  public void data(byte[] source, int from, int length) {
    copied.write(source, from, length);
  }

  @Override
  public void end() {}
}
