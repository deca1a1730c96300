package dev.omendb.compat.slt;

import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.ServerError;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A place of its own for each test file, so that their order does not matter: a fresh database, or
/// a fresh schema in front of the search path where the server has no CREATE DATABASE.
final class Sandbox {
  private static final int DROP_ATTEMPTS = 100;
  private static final long DROP_PAUSE_NANOS = 20_000_000;

  enum Kind {
    DATABASE,
    SCHEMA
  }

  private final Endpoint server;
  private final Kind kind;
  private final String serverKind;
  private final AtomicInteger counter = new AtomicInteger();

  private Sandbox(Endpoint server, Kind kind, String serverKind) {
    this.server = server;
    this.kind = kind;
    this.serverKind = serverKind;
  }

  static Sandbox detect(Endpoint server) throws IOException {
    try (var connection = WireConnection.open(server)) {
      var rows = connection.run("SELECT version()").rows();
      var version = new String(rows.getFirst()[0], StandardCharsets.UTF_8);
      var serverKind = version.contains("OmenDB") ? "omendb" : "postgres";
      var probe = "slt_probe_" + ProcessHandle.current().pid();
      var created = connection.simple("CREATE DATABASE " + probe).getFirst();
      if (created.error() == null) {
        connection.run("DROP DATABASE " + probe);
        return new Sandbox(server, Kind.DATABASE, serverKind);
      }
      return new Sandbox(server, Kind.SCHEMA, serverKind);
    }
  }

  /// `omendb` or `postgres`, as conditions in test files name them.
  String serverKind() {
    return serverKind;
  }

  /// Creates an empty place and says how to connect to it.
  Endpoint open() throws IOException {
    var name = "slt_%d_%d".formatted(ProcessHandle.current().pid(), counter.incrementAndGet());
    try (var connection = WireConnection.open(server)) {
      switch (kind) {
        case DATABASE -> {
          connection.run("CREATE DATABASE " + name);
          return server.withDatabase(name).withSetting("timezone", "UTC");
        }
        case SCHEMA -> {
          connection.run("CREATE SCHEMA " + name);
          return server.withSetting("search_path", name + ",public").withSetting("timezone", "UTC");
        }
      }
      throw new AssertionError(kind);
    }
  }

  /// Drops what [#open] made.
  void drop(Endpoint place) throws IOException {
    try (var connection = WireConnection.open(server)) {
      switch (kind) {
        case DATABASE -> dropDatabase(connection, place.database());
        case SCHEMA -> {
          var schema = place.settings().getOrDefault("search_path", "").split(",")[0];
          connection.run("DROP SCHEMA " + schema + " CASCADE");
        }
      }
    }
  }

  /// Sessions of the database may still be ending; PostgreSQL waits for them, others may not.
  private static void dropDatabase(WireConnection connection, String name) throws IOException {
    for (var attempt = 1; ; attempt++) {
      var error = connection.simple("DROP DATABASE " + name).getFirst().error();
      if (error == null) {
        return;
      }
      if (!error.sqlState().equals("55006") || attempt == DROP_ATTEMPTS) {
        throw new ServerError(error);
      }
      LockSupport.parkNanos(DROP_PAUSE_NANOS);
    }
  }
}
