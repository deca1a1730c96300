package dev.omendb.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.pgwire.server.ServerOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path folder;

  private TestServer start() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    return TestServer.with(
        new ServerOptions(
            folder.resolve("data"), "127.0.0.1", 0, true, Optional.of("secret"),
            Optional.of(certificate.certificate()), Optional.of(certificate.key()), 10));
  }

  @Test
  void encryptsWithAPassword() throws Exception {
    try (TestServer server = start();
        Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl() + "&sslmode=require", "postgres", "secret");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select repeat('x', 100) from generate_series(1, 20000)")) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      assertThat(count).isEqualTo(20_000);
    }
  }

  @Test
  void bytesThatCameBeforeEncryptionEndTheConnection() throws Exception {
    try (TestServer server = start();
        WireClient client = WireClient.open(server.address())) {
      client.packet(ByteBuffer.allocate(4).putInt(80877103).array());
      client.startup();
      assertThat(client.readUntilClosed())
          .containsExactly("E(FATAL 08P01 received unencrypted data after SSL request)");
    }
  }
}
