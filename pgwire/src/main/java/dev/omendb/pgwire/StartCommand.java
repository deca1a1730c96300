package dev.omendb.pgwire;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.pgwire.server.Server;
import dev.omendb.pgwire.server.ServerComponents;
import dev.omendb.pgwire.server.ServerOptions;
import dev.omendb.pgwire.server.StartException;
import dev.omendb.pgwire.server.WarmUp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/// `omendb start`: runs a server in the foreground until SIGTERM or Ctrl-C.
@Command(
    name = "start",
    description = "Start the server; it runs until SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class StartCommand implements Callable<Integer> {
  private static final int CANNOT_START = 1;
  private static final String PASSWORD_VARIABLE = "OMENDB_PASSWORD";

  @Option(names = "--data", paramLabel = "DIR", description = "Data folder.")
  private Path data = Path.of("data");

  @Option(names = "--port", paramLabel = "N", description = "TCP port; 0 picks a free one.")
  private int port = ServerOptions.DEFAULT_PORT;

  @Option(names = "--host", paramLabel = "H", description = "Address to listen on.")
  private String host = ServerOptions.DEFAULT_HOST;

  @Option(
      names = "--auth",
      paramLabel = "METHOD",
      description = "trust, or scram-sha-256 with the password of $" + PASSWORD_VARIABLE + ".")
  private Authentication authentication = Authentication.trust;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "TLS certificate chain (PEM).")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "TLS private key (PEM).")
  private Optional<Path> key = Optional.empty();

  @Option(names = "--max-connections", paramLabel = "N", description = "Clients at a time.")
  private int maxConnections = ServerOptions.DEFAULT_MAX_CONNECTIONS;

  /// Named as on the command line.
  enum Authentication {
    trust,
    scram_sha_256;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerOptions options =
        new ServerOptions(
            data,
            host,
            port,
            authentication == Authentication.scram_sha_256,
            Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).filter(p -> !p.isEmpty()),
            certificate,
            key,
            maxConnections);
    try {
      options.problem().ifPresent(problem -> {
        throw new StartException(problem);
      });
      Server server = start(options);
      serve(server);
    } catch (StartException e) {
      System.err.println("omendb: " + e.getMessage());
      return CANNOT_START;
    }
    return 0;
  }

  private static Server start(ServerOptions options) {
    String version = ProductVersion.number();
    WarmUp warmUp = WarmUp.start(() -> ServerComponents.inMemory(version));
    try {
      Server server = Server.start(options, () -> ServerComponents.open(options, version));
      warmUp.serverStarted(server::isBusy);
      return server;
    } catch (DatabaseException e) {
      throw new StartException("could not start: " + e.getMessage(), e);
    }
  }

  private static void serve(Server server) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    for (String signal : List.of("TERM", "INT")) {
      Signal.handle(new Signal(signal), _ -> asked.countDown());
    }
    System.out.printf(
        "omendb %s ready on %s:%d%n",
        ProductVersion.number(),
        server.address().getAddress().getHostAddress(),
        server.address().getPort());
    System.out.flush();
    asked.await();
    server.close();
  }
}
