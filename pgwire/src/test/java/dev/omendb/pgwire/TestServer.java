package dev.omendb.pgwire;

import dev.omendb.pgwire.server.Server;
import dev.omendb.pgwire.server.ServerComponents;
import dev.omendb.pgwire.server.ServerOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// A server on a free port over a new data folder.
public final class TestServer implements AutoCloseable {
  private final Server server;

  private TestServer(ServerOptions options) {
    this.server = Server.start(options, () -> ServerComponents.open(options, "test"));
  }

  public static TestServer with(ServerOptions options) {
    return new TestServer(options);
  }

  public static TestServer trusting(Path folder) {
    return new TestServer(ServerOptions.local(folder, 0));
  }

  public static TestServer withLimit(Path folder, int maxConnections) {
    return new TestServer(
        new ServerOptions(
            folder, "127.0.0.1", 0, false, Optional.empty(), Optional.empty(), Optional.empty(),
            maxConnections));
  }

  public static TestServer withPassword(Path folder, String password) {
    return new TestServer(
        new ServerOptions(
            folder, "127.0.0.1", 0, true, Optional.of(password), Optional.empty(),
            Optional.empty(), 10));
  }

  public InetSocketAddress address() {
    return server.address();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:"
        + address().getPort()
        + "/postgres?assumeMinServerVersion=9.0";
  }

  @Override
  public void close() {
    server.close();
  }
}
