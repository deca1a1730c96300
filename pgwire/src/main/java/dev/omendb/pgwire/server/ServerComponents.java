package dev.omendb.pgwire.server;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.fs.DiskFileSystem;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.storage.MemoryStorage;
import dev.omendb.engine.storage.SegmentStorage;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.StorageOptions;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.execute.vector.SearchWorkers;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.PlanServices;
import dev.omendb.sql.plan.QueryExecutable;
import dev.omendb.sql.plan.QueryPlanner;
import dev.omendb.sql.session.Bootstrap;
import dev.omendb.sql.session.BuiltInSettings;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.ScramVerifier;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.StatementPlanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Wires the parts below the wire together: data folder -> storage -> planner -> database.
public final class ServerComponents {
  private static final int WORKER_IDLE_SECONDS = 60;

  private ServerComponents() {}

  /// Opens the data folder, which a first start fills. Errors: one line in a [StartException], and
  /// nothing is changed.
  public static Database open(ServerOptions options, String version) {
    Path folder = options.dataFolder().toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StartException("data folder \"" + folder + "\" is not a folder");
    }
    StorageEngine storage = openStorage(folder);
    try {
      Bootstrap.run(
          storage,
          options
              .password()
              .map(p -> ScramVerifier.of(p, new SecureRandom()).format())
              .orElse(null));
      return database(storage, version, searchWorkers());
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /// A database without files.
  public static Database inMemory(String version) {
    StorageEngine storage = new MemoryStorage(indexSupport());
    Bootstrap.run(storage, null);
    return database(storage, version, SearchWorkers.NONE);
  }

  private static Database database(StorageEngine storage, String version, SearchWorkers workers) {
    return new Database(
        storage,
        BuiltInSettings.create(version),
        new SystemTables(List.of()),
        planner(workers),
        Map.of());
  }

  private static IndexSupport indexSupport() {
    return (catalog, index) -> {
      throw DatabaseException.unsupported("an index");
    };
  }

  private static StatementPlanner planner(SearchWorkers workers) {
    QueryPlanner queries = new QueryPlanner(workers, new NoServices());
    return (session, statement, sql, types) ->
        switch (statement) {
          case Statement.Query _, Statement.Insert _, Statement.Update _, Statement.Delete _ ->
              new QueryExecutable(queries.plan(session, statement, types), statement);
          default ->
              throw DatabaseException.unsupported(statement.getClass().getSimpleName());
        };
  }

  private static final class NoServices implements PlanServices {
    @Override
    public IndexKeys indexKeys(Session session, CatalogObject.Index index) {
      throw DatabaseException.unsupported("an index");
    }

    @Override
    public List<RowRule> rules(Session session, CatalogObject.Table table) {
      return List.of();
    }
  }

  /// Threads that share the work of large scans; a scan's own thread is one of them.
  private static SearchWorkers searchWorkers() {
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors == 1) {
      return SearchWorkers.NONE;
    }
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            processors - 1,
            processors - 1,
            WORKER_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("omendb-scan-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return new SearchWorkers(threads, processors);
  }

  private static StorageEngine openStorage(Path folder) {
    try {
      return SegmentStorage.open(
          new DiskFileSystem(folder),
          StorageOptions.DEFAULT,
          indexSupport());
    } catch (DatabaseException e) {
      String message = String.valueOf(e.getMessage());
      String place = message.contains(folder.toString()) ? "" : "data folder \"" + folder + "\": ";
      String hint = e.hint() == null ? "" : " (" + e.hint() + ")";
      throw new StartException(place + message + hint, e);
    }
  }
}
