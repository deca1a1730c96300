package dev.omendb.pgwire.server;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.fs.DiskFileSystem;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.vector.FlatIndexEngine;
import dev.omendb.engine.index.vector.VectorIndexEngine;
import dev.omendb.engine.storage.MemoryStorage;
import dev.omendb.engine.storage.SegmentStorage;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.StorageOptions;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.command.CommandPlanner;
import dev.omendb.sql.command.ddl.DdlServices;
import dev.omendb.sql.command.ddl.SqlIndexSupport;
import dev.omendb.sql.command.session.CommandServices;
import dev.omendb.sql.execute.vector.SearchWorkers;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.QueryExecutable;
import dev.omendb.sql.plan.QueryPlanner;
import dev.omendb.sql.plan.VectorIndexes;
import dev.omendb.sql.session.Bootstrap;
import dev.omendb.sql.session.BuiltInSettings;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.ScramVerifier;
import dev.omendb.sql.session.StatementPlanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
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
    int processors = Runtime.getRuntime().availableProcessors();
    Executor scans = threads("omendb-scan-", Math.max(1, processors - 1));
    Executor builds = threads("omendb-index-", processors);
    SqlIndexSupport indexes = indexSupport(builds, processors);
    StorageEngine storage = openStorage(folder, indexes);
    try {
      Bootstrap.run(
          storage,
          options
              .password()
              .map(p -> ScramVerifier.of(p, new SecureRandom()).format())
              .orElse(null));
      SearchWorkers workers =
          processors == 1 ? SearchWorkers.NONE : new SearchWorkers(scans, processors);
      return database(storage, version, workers, indexes);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /// A database without files.
  public static Database inMemory(String version) {
    SqlIndexSupport indexes = indexSupport(Runnable::run, 1);
    StorageEngine storage = new MemoryStorage(indexes);
    Bootstrap.run(storage, null);
    return database(storage, version, SearchWorkers.NONE, indexes);
  }

  private static Database database(
      StorageEngine storage, String version, SearchWorkers workers, SqlIndexSupport indexes) {
    QueryPlanner queries = new QueryPlanner(workers, new DdlServices(indexes));
    return new Database(
        storage,
        BuiltInSettings.create(version),
        SystemTables.standard(),
        planner(queries),
        CommandServices.of(queries));
  }

  /// Queries and changes of rows go to the query planner, the rest to the commands.
  private static StatementPlanner planner(QueryPlanner queries) {
    return (session, statement, sql, types) ->
        isCommand(statement)
            ? CommandPlanner.plan(session, statement, sql, types)
            : new QueryExecutable(queries, queries.plan(session, statement, types), statement);
  }

  private static boolean isCommand(Statement statement) {
    return switch (statement) {
      case Statement.Query _ -> CommandPlanner.isSelectInto(statement);
      case Statement.Insert _, Statement.Update _, Statement.Delete _ -> false;
      case Statement.Empty _,
          Statement.OfTables _,
          Statement.OfIndexes _,
          Statement.OfObjects _,
          Statement.OfRoles _,
          Statement.OfTransactions _,
          Statement.OfSession _,
          Statement.OfMaintenance _ ->
          true;
    };
  }

  private static SqlIndexSupport indexSupport(Executor builds, int buildThreads) {
    ComputeEngine compute = ComputeEngines.byName("auto");
    Map<String, IndexEngine> engines = new HashMap<>();
    engines.put("flat", new FlatIndexEngine(new VectorIndexes(), compute));
    for (String method : List.of("hnsw", "ivfflat")) {
      engines.put(
          method,
          new VectorIndexEngine(method, new VectorIndexes(), compute, builds, buildThreads));
    }
    return new SqlIndexSupport(engines);
  }

  /// Threads that end when they have had nothing to do for a while.
  private static Executor threads(String name, int count) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
            WORKER_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name, 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static StorageEngine openStorage(Path folder, SqlIndexSupport indexes) {
    try {
      return SegmentStorage.open(new DiskFileSystem(folder), StorageOptions.DEFAULT, indexes);
    } catch (DatabaseException e) {
      String message = String.valueOf(e.getMessage());
      String place = message.contains(folder.toString()) ? "" : "data folder \"" + folder + "\": ";
      String hint = e.hint() == null ? "" : " (" + e.hint() + ")";
      throw new StartException(place + message + hint, e);
    }
  }
}
