package dev.omendb.compat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Body;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.MessageStream;
import dev.omendb.compat.wire.ServerError;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The first messages of a connection.
@ExtendWith(ServerExtension.class)
class StartupTest {
  private static final int READ_TIMEOUT_MILLIS = 20_000;
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int CANCEL_REQUEST = 80877102;

  @Test
  void reportedParameters(Endpoint server) throws IOException {
    try (var connection = WireConnection.open(server)) {
      var parameters = connection.parameters();
      assertThat(parameters)
          .containsEntry("client_encoding", "UTF8")
          .containsEntry("server_encoding", "UTF8")
          .containsEntry("DateStyle", "ISO, MDY")
          .containsEntry("IntervalStyle", "postgres")
          .containsEntry("integer_datetimes", "on")
          .containsEntry("standard_conforming_strings", "on")
          .containsEntry("application_name", "omendb-compat")
          .containsEntry("session_authorization", "postgres")
          .containsEntry("is_superuser", "on")
          .containsEntry("in_hot_standby", "off")
          .containsEntry("default_transaction_read_only", "off")
          .containsKeys("TimeZone", "server_version")
          .doesNotContainKeys("crate_version", "crdb_version", "padb_revision");
      assertThat(parameters.get("server_version")).matches("1\\d(\\.\\d+)?.*");
      assertThat(connection.transactionStatus()).isEqualTo('I');
      assertThat(connection.processId()).isNotZero();
    }
  }

  @Test
  void encryptionRequests(Endpoint server) throws IOException {
    try (var stream = MessageStream.open(server.host(), server.port(), READ_TIMEOUT_MILLIS)) {
      stream.sendUntyped(new Body().int32(GSS_REQUEST).build());
      stream.flush();
      var answer = (char) stream.readByte();
      assertThat(answer).isIn('N', 'G');
      if (answer == 'N') {
        stream.sendUntyped(new Body().int32(SSL_REQUEST).build());
        stream.flush();
        assertThat((char) stream.readByte()).isIn('N', 'S');
      }
    }
  }

  @Test
  void newerMinorVersionIsNegotiated(Endpoint server) throws IOException {
    try (var stream = MessageStream.open(server.host(), server.port(), READ_TIMEOUT_MILLIS)) {
      stream.sendUntyped(
          new Body()
              .int32((3 << 16) | 7)
              .string("user")
              .string("postgres")
              .string("database")
              .string(server.database())
              .string("_pq_.nosuch")
              .string("1")
              .int8(0)
              .build());
      stream.flush();
      var message = stream.read();
      assertThat(message.type()).isEqualTo('v');
      var body = message.buffer();
      assertThat(body.getInt()).isEqualTo(3 << 16);
      assertThat(body.getInt()).isEqualTo(1);
      assertThat(stream.read().type()).isEqualTo('R');
    }
  }

  @Test
  void settingsInOptions(Endpoint server) throws IOException {
    var endpoint = server.withSetting("work_mem", "8MB").withSetting("application_name", "a b");
    try (var connection = WireConnection.open(endpoint)) {
      var value = connection.run("SHOW work_mem").rows().getFirst()[0];
      assertThat(value).asString().isEqualTo("8MB");
    }
  }

  @Test
  void unknownDatabase(Endpoint server) {
    assertThatThrownBy(() -> WireConnection.open(server.withDatabase("nosuch_db")))
        .isInstanceOfSatisfying(
            ServerError.class,
            e -> {
              assertThat(e.serverMessage().severity()).isEqualTo("FATAL");
              assertThat(e.serverMessage().sqlState()).isEqualTo("3D000");
              assertThat(e.serverMessage().text())
                  .isEqualTo("database \"nosuch_db\" does not exist");
            });
  }

  @Test
  void unknownSetting(Endpoint server) {
    assertThatThrownBy(() -> WireConnection.open(server.withSetting("nosuch_setting", "1")))
        .isInstanceOfSatisfying(
            ServerError.class, e -> assertThat(e.serverMessage().sqlState()).isEqualTo("42704"));
  }

  @Test
  void unknownRole(Endpoint server) {
    var other =
        new Endpoint(
            server.host(), server.port(), "nosuch_role", "", server.database(), server.settings());
    assertThatThrownBy(() -> WireConnection.open(other))
        .isInstanceOfSatisfying(
            ServerError.class, e -> assertThat(e.serverMessage().sqlState()).isEqualTo("28000"));
  }

  @Test
  void cancelRequestEndsARunningStatement(Endpoint server) throws Exception {
    try (var connection = WireConnection.open(server)) {
      var canceller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      cancelUntilGone(server, connection);
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      var result = connection.simple("SELECT pg_sleep(15)").getFirst();
      canceller.interrupt();
      canceller.join();
      assertThat(result.error()).isNotNull();
      assertThat(result.error().sqlState()).isEqualTo("57014");
      assertThat(result.error().text()).isEqualTo("canceling statement due to user request");
    }
  }

  /// A request may come before the statement has begun, so it is repeated.
  private static void cancelUntilGone(Endpoint server, WireConnection connection)
      throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      try (var stream = MessageStream.open(server.host(), server.port(), READ_TIMEOUT_MILLIS)) {
        stream.sendUntyped(
            new Body()
                .int32(CANCEL_REQUEST)
                .int32(connection.processId())
                .int32(connection.secretKey())
                .build());
        stream.flush();
        assertThat(stream.closedByServer()).isTrue();
      } catch (java.net.SocketException e) {
        return;
      }
    }
  }
}
