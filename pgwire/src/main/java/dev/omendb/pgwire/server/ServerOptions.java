package dev.omendb.pgwire.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/// How a server is started.
///
/// @param port 0 for any free one
/// @param passwordRequired SCRAM-SHA-256 instead of trust
/// @param password of the superuser, set at the first start
/// @param certificate of TLS, PEM; comes with `key`
public record ServerOptions(
    Path dataFolder,
    String host,
    int port,
    boolean passwordRequired,
    Optional<String> password,
    Optional<Path> certificate,
    Optional<Path> key,
    int maxConnections) {
  private static final int MAX_PORT = 65_535;

  public static final int DEFAULT_PORT = 5432;
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_MAX_CONNECTIONS = 1000;

  /// A trusting server on this machine.
  public static ServerOptions local(Path dataFolder, int port) {
    return new ServerOptions(
        dataFolder, DEFAULT_HOST, port, false, Optional.empty(), Optional.empty(),
        Optional.empty(), DEFAULT_MAX_CONNECTIONS);
  }

  /// Null when the server may start with these options, else what is wrong with them.
  public Optional<String> problem() {
    if (certificate.isPresent() != key.isPresent()) {
      return Optional.of("--tls-cert and --tls-key belong together");
    }
    if (port < 0 || port > MAX_PORT) {
      return Optional.of("--port " + port + " is not between 0 and " + MAX_PORT);
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return Optional.of("unknown host \"" + host + "\"");
    }
    return address.isLoopbackAddress() || passwordRequired
        ? Optional.empty()
        : Optional.of(
            "refusing to listen on "
                + host
                + " without authentication: add --auth scram-sha-256 (the password of the"
                + " superuser comes from the environment variable OMENDB_PASSWORD)");
  }
}
