package dev.omendb.compat.server;

import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL on a folder of its own: this machine's, else the one Maven brings. It refuses
/// to run as root, so root runs it as the user `postgres`, or as `nobody`.
public final class PostgresServer implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 120;

  private final Path bin;
  private final Path folder;
  private final int port;

  private PostgresServer(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /// Empty where this machine has no PostgreSQL and Maven has none for it.
  public static Optional<PostgresServer> start() throws IOException {
    var bin = PostgresPrograms.find();
    return bin.isEmpty() ? Optional.empty() : Optional.of(start(bin.get()));
  }

  private static PostgresServer start(Path bin) throws IOException {
    var folder = Files.createTempDirectory("omendb-postgres");
    var server = new PostgresServer(bin, folder, OmenServer.freePort());
    if (isRoot()) {
      run(List.of("chown", unprivileged(), folder.toString()));
    }
    var data = folder.resolve("data").toString();
    server.runAsPostgres(
        "initdb",
        "-D",
        data,
        "-A",
        "trust",
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync");
    server.runAsPostgres(
        "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off"
            .formatted(server.port, folder),
        "start");
    return server;
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port, "postgres", "", "postgres", Map.of());
  }

  @Override
  public void close() throws IOException {
    runAsPostgres("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "stop");
    run(List.of("rm", "-rf", folder.toString()));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String unprivileged() throws IOException {
    try (var users = Files.lines(Path.of("/etc/passwd"))) {
      return users.anyMatch(user -> user.startsWith("postgres:")) ? "postgres" : "nobody";
    }
  }

  private void runAsPostgres(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", unprivileged(), "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) throws IOException {
    var output = Files.createTempFile("omendb-command", ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command + " failed:\n" + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command, e);
    } finally {
      Files.delete(output);
    }
  }
}
