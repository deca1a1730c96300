package dev.omendb.compat.server;

import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test methods the [Endpoint] of one OmenDB that all test classes share, started on first
/// use. With `-Domendb.url=postgres://…` they run against that server instead, which is how the
/// tests themselves are checked against a real PostgreSQL.
public final class ServerExtension implements ParameterResolver, ExecutionCondition {
  private static final Namespace NAMESPACE = Namespace.create(ServerExtension.class);

  private record Shared(@Nullable OmenServer server, Endpoint endpoint) implements AutoCloseable {
    static Shared start() {
      var url = System.getProperty("omendb.url");
      if (url != null) {
        return new Shared(null, Endpoint.parse(url));
      }
      try {
        var server = OmenServer.start();
        return new Shared(server, server.endpoint());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (server != null) {
        server.close();
      }
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return System.getProperty("omendb.url") != null || OmenServer.available()
        ? ConditionEvaluationResult.enabled("there is a server to test")
        : ConditionEvaluationResult.disabled("neither the server's classes nor ./omendb are there");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Endpoint.class;
  }

  @Override
  public Endpoint resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
        .endpoint();
  }
}
