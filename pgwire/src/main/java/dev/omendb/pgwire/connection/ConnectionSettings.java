package dev.omendb.pgwire.connection;

import java.security.SecureRandom;

/// What all connections of a server have in common.
///
/// @param tls whether an SSLRequest is granted
/// @param passwordRequired SCRAM-SHA-256, else every client is trusted
/// @param mockSecret see [dev.omendb.pgwire.auth.ScramExchange]
public record ConnectionSettings(
    boolean tls, boolean passwordRequired, byte[] mockSecret, SecureRandom random) {
  /// A client that has not logged in by then is disconnected.
  public static final int LOGIN_TIMEOUT_SECONDS = 60;
}
