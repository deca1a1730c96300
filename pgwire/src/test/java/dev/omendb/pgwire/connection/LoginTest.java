package dev.omendb.pgwire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.pgwire.TestServer;
import dev.omendb.pgwire.WireClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  @TempDir Path folder;

  private static byte[] code(int code) {
    return ByteBuffer.allocate(4).putInt(code).array();
  }

  @Test
  void encryptionIsDeclinedAndLoginGoesOn() throws IOException {
    try (TestServer server = TestServer.trusting(folder);
        WireClient client = WireClient.open(server.address())) {
      client.packet(code(GSS_REQUEST)).flush();
      assertThat(client.readByte()).isEqualTo('N');
      client.packet(code(SSL_REQUEST)).flush();
      assertThat(client.readByte()).isEqualTo('N');
      client.startup("application_name", "test", "options", "-c extra_float_digits=2");
      List<String> greeting = client.readUntilReady();
      assertThat(greeting)
          .startsWith("R", "S(application_name)", "S(client_encoding)")
          .endsWith("K", "Z(I)");
    }
  }

  @Test
  void newerProtocolsAreNegotiatedDown() throws IOException {
    try (TestServer server = TestServer.trusting(folder);
        WireClient client = WireClient.open(server.address())) {
      client.packet("\0\3\0\2user\0postgres\0_pq_.command_tag\0on\0\0");
      assertThat(client.readUntilReady()).startsWith("v", "R").endsWith("Z(I)");
    }
  }

  @Test
  void wrongNamesAreFatal() throws IOException {
    try (TestServer server = TestServer.trusting(folder)) {
      assertThat(fatal(server, "user\0nobody\0database\0postgres\0\0"))
          .containsExactly("E(FATAL 28000 role \"nobody\" does not exist)");
      assertThat(fatal(server, "user\0postgres\0database\0nowhere\0\0"))
          .containsExactly("E(FATAL 3D000 database \"nowhere\" does not exist)");
      assertThat(fatal(server, "user\0postgres\0no_setting\0x\0\0"))
          .containsExactly(
              "E(FATAL 42704 unrecognized configuration parameter \"no_setting\")");
      assertThat(fatal(server, "database\0postgres\0\0"))
          .containsExactly(
              "E(FATAL 28000 no PostgreSQL user name specified in startup packet)");
    }
  }

  private static List<String> fatal(TestServer server, String parameters) throws IOException {
    try (WireClient client = WireClient.open(server.address())) {
      return client.packet("\0\3\0\0" + parameters).readUntilClosed();
    }
  }

  @Test
  void oneClientTooManyIsRefused() throws IOException {
    try (TestServer server = TestServer.withLimit(folder, 2);
        WireClient first = WireClient.login(server.address());
        WireClient second = WireClient.login(server.address());
        WireClient third = WireClient.open(server.address())) {
      assertThat(third.readUntilClosed())
          .containsExactly("E(FATAL 53300 sorry, too many clients already)");
      assertThat(first.query("select 1").readUntilReady()).hasSize(4);
      assertThat(second.query("select 1").readUntilReady()).hasSize(4);
    }
  }

  @Test
  void passwordsAreChecked() throws SQLException {
    try (TestServer server = TestServer.withPassword(folder, "sëcret")) {
      try (Connection connection =
              DriverManager.getConnection(server.jdbcUrl(), "postgres", "sëcret");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select current_user")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("postgres");
      }
      assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "postgres", "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed for user \"postgres\"")
          .extracting("SQLState")
          .isEqualTo("28P01");
      assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "nobody", "wrong"))
          .hasMessageContaining("password authentication failed for user \"nobody\"");
    }
  }

  @Test
  void aQueryIsCancelledFromAnotherConnection() throws IOException {
    try (TestServer server = TestServer.trusting(folder);
        WireClient client = WireClient.open(server.address())) {
      client.startup();
      WireClient.Message key = client.readMessage();
      while (key.type() != 'K') {
        key = client.readMessage();
      }
      client.readUntilReady();
      client.query("select count(*) from generate_series(1, 100000000000)").flush();
      // A request that comes before the query has begun counts for nothing, so ask until it works.
      while (!client.hasAnswer()) {
        try (WireClient canceller = WireClient.open(server.address())) {
          ByteBuffer request = ByteBuffer.allocate(12).putInt(80877102).put(key.body());
          canceller.packet(request.array());
          assertThat(canceller.readUntilClosed()).isEmpty();
        }
      }
      assertThat(client.readUntilReady())
          .endsWith("E(ERROR 57014 canceling statement due to user request)", "Z(I)");
    }
  }

  @Test
  void shuttingDownTellsTheClients() throws IOException {
    WireClient client;
    try (TestServer server = TestServer.trusting(folder)) {
      client = WireClient.login(server.address());
    }
    try (client) {
      assertThat(client.readUntilClosed())
          .containsExactly(
              "E(FATAL 57P01 terminating connection due to administrator command)");
    }
  }
}
