package dev.omendb.pgwire.server;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.rabitq.KernelWarmUp;
import dev.omendb.sql.session.ClientChannel;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.Notice;
import dev.omendb.sql.session.Parameters;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.ByteArraySink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a few statements in memory while the server starts, so that the classes the first client
/// needs (parser, planner, types, operators) are loaded on another core by then. When the server is
/// there and has nothing to do it goes on with a COPY, vector indexes and the vector kernels, until
/// they are compiled.
public final class WarmUp {
  private static final Logger LOGGER = LoggerFactory.getLogger(WarmUp.class);

  private static final List<String> STATEMENTS =
      List.of(
          "SELECT 1",
          "SET application_name = 'warm-up'",
          "CREATE EXTENSION IF NOT EXISTS vector",
          "CREATE TABLE t (id bigint PRIMARY KEY, name text, v vector(3))",
          "INSERT INTO t VALUES (1, 'one', '[1,2,3]'), (2, 'two', '[4,5,6]')",
          "SELECT id, name FROM t WHERE id = 1",
          "SELECT id, v <-> '[1,2,2]' FROM t ORDER BY v <-> '[1,2,2]' LIMIT 1",
          "SELECT count(*), max(name) FROM t WHERE id > 0 GROUP BY id ORDER BY 1 DESC");

  /// How often it looks whether the server has something to do.
  private static final long LOOK_MILLIS = 20;

  private final CompletableFuture<BooleanSupplier> busy = new CompletableFuture<>();

  private WarmUp() {}

  /// Starts the work and returns.
  ///
  /// @param database makes a database that is thrown away afterwards
  public static WarmUp start(Supplier<Database> database) {
    WarmUp warmUp = new WarmUp();
    Thread.ofPlatform()
        .daemon()
        .name("omendb-warm-up")
        .start(() -> warmUp.run(database));
    return warmUp;
  }

  /// Does the COPY alone, to record what it needs.
  ///
  /// @param database is thrown away afterwards
  public static void copy(Database database) {
    CopyWarmUp.run(database, () -> false);
  }

  /// The server takes clients now.
  ///
  /// @param busyServer true while it has something to do
  public void serverStarted(BooleanSupplier busyServer) {
    busy.complete(busyServer);
  }

  private void run(Supplier<Database> database) {
    try (Database scratch = database.get()) {
      try (Session session = scratch.connect("postgres", "postgres", Map.of(), new Silence())) {
        STATEMENTS.forEach(sql -> run(session, sql));
      }
      CopyWarmUp.run(scratch, this::awaitIdleServer);
      KernelWarmUp.buildIndexes(ComputeEngines.byName("auto"), this::awaitIdleServer);
      CopyWarmUp.buildIndexes(scratch, this::awaitIdleServer);
    } catch (RuntimeException e) {
      LOGGER.warn("the warm-up failed; the server does not depend on it", e);
    }
    KernelWarmUp.scan(ComputeEngines.byName("auto"), this::awaitIdleServer);
    awaitIdleServer();
    giveMemoryBack();
  }

  /// All that was allocated is garbage now, on the heap and off it, and nothing else would collect
  /// it in a server at rest: 1.3 GB resident become 0.2.
  private static void giveMemoryBack() {
    System.gc();
  }

  /// Returns false, which is to say that there is no reason to stop, once the server has had
  /// nothing to do for a moment.
  private boolean awaitIdleServer() {
    BooleanSupplier server = busy.join();
    try {
      while (server.getAsBoolean()) {
        Thread.sleep(LOOK_MILLIS);
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void run(Session session, String sql) {
    try {
      execute(session, sql);
    } catch (DatabaseException e) {
      LOGGER.debug("warm-up: {}", sql, e);
      session.failed();
    }
  }

  private static void execute(Session session, String sql) {
    session.parse("", sql, new int[0]);
    Portal portal = session.bind("", "", Parameters.NONE, new short[0]);
    ByteArraySink sink = new ByteArraySink();
    session.execute(
        portal,
        0,
        (batch, from, to) -> {
          for (int column = 0; column < batch.width(); column++) {
            portal
                .columns()
                .get(column)
                .type()
                .formatText(batch.column(column), from, session.context().format(), sink);
          }
        });
    session.sync();
  }

  /// A client that hears nothing.
  private static final class Silence implements ClientChannel {
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
