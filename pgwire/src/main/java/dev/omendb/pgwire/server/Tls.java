package dev.omendb.pgwire.server;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/// Encryption with a certificate and key in PEM files.
final class Tls {
  private Tls() {}

  /// Empty without a certificate. Errors: [StartException].
  static Optional<SslContext> context(ServerOptions options) {
    if (options.certificate().isEmpty()) {
      return Optional.empty();
    }
    try (InputStream certificate = Files.newInputStream(options.certificate().orElseThrow());
        InputStream key = Files.newInputStream(options.key().orElseThrow())) {
      return Optional.of(
          SslContextBuilder.forServer(certificate, key)
              .protocols("TLSv1.3", "TLSv1.2")
              .build());
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException(
          "could not read the TLS certificate \"%s\" and key \"%s\": %s"
              .formatted(
                  options.certificate().orElseThrow(), options.key().orElseThrow(), e.getMessage()),
          e);
    }
  }

  /// Encrypts everything from here on.
  static void start(Channel channel, SslContext context) {
    channel.pipeline().addFirst(context.newHandler(channel.alloc()));
  }
}
