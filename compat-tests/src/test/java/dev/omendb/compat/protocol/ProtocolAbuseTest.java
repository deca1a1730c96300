package dev.omendb.compat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Body;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.MessageStream;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A client that misbehaves loses its own connection; nobody else notices and nothing half-written
/// stays.
@ExtendWith(ServerExtension.class)
class ProtocolAbuseTest {
  private static final int READ_TIMEOUT_MILLIS = 20_000;
  private static final byte[] NO_DATA = new byte[0];

  private Endpoint endpoint;
  private WireConnection witness;

  @BeforeEach
  void open(Endpoint server) throws IOException {
    endpoint = server;
    witness = WireConnection.open(server);
    witness.run("DROP TABLE IF EXISTS abuse");
    witness.run("CREATE TABLE abuse (a int)");
  }

  /// Whoever was connected before still is, and new clients are welcome.
  @AfterEach
  void nobodyElseNoticed() throws IOException {
    assertThat(witness.run("SELECT count(*) FROM abuse").rows().getFirst()[0])
        .isEqualTo("0".getBytes(StandardCharsets.UTF_8));
    witness.close();
    try (var newcomer = WireConnection.open(endpoint)) {
      assertThat(newcomer.run("SELECT 1").tag()).isEqualTo("SELECT 1");
    }
  }

  private MessageStream raw() throws IOException {
    return MessageStream.open(endpoint.host(), endpoint.port(), READ_TIMEOUT_MILLIS);
  }

  @Test
  void garbageInsteadOfStartup() throws IOException {
    var seed = Long.getLong("omendb.seed", System.nanoTime());
    System.out.printf("garbage bytes: repeat with -Domendb.seed=%d%n", seed);
    var random = new Random(seed);
    for (var round = 0; round < 20; round++) {
      try (var stream = raw()) {
        // Less than a length word, or a plausible length, would make the server wait for the rest
        // of
        // the packet, as it should.
        var garbage = new byte[Integer.BYTES + random.nextInt(200)];
        random.nextBytes(garbage);
        garbage[0] = (byte) 0xff;
        stream.sendRaw(garbage);
        stream.flush();
        assertThat(stream.closedByServer()).as("round %d", round).isTrue();
      }
    }
  }

  @Test
  void httpRequest() throws IOException {
    try (var stream = raw()) {
      stream.sendRaw("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      stream.flush();
      assertThat(stream.closedByServer()).isTrue();
    }
  }

  @Test
  void oversizedLengthWordAtStartup() throws IOException {
    try (var stream = raw()) {
      stream.sendRaw(new Body().int32(Integer.MAX_VALUE).int32(196608).build());
      stream.flush();
      assertThat(stream.closedByServer()).isTrue();
    }
  }

  @Test
  void tooSmallLengthWordAtStartup() throws IOException {
    try (var stream = raw()) {
      stream.sendRaw(new Body().int32(3).int32(196608).build());
      stream.flush();
      assertThat(stream.closedByServer()).isTrue();
    }
  }

  @Test
  void unsupportedProtocolVersion() throws IOException {
    try (var stream = raw()) {
      stream.sendUntyped(new Body().int32(4 << 16).string("user").string("x").int8(0).build());
      stream.flush();
      var message = stream.read();
      assertThat(message.type()).isEqualTo('E');
      assertThat(new String(message.body(), StandardCharsets.UTF_8))
          .contains("unsupported frontend protocol 4.0");
      assertThat(stream.closedByServer()).isTrue();
    }
  }

  @Test
  void oversizedLengthWordInASession() throws IOException {
    var connection = WireConnection.open(endpoint);
    connection.stream().sendRaw(new Body().int8('Q').int32(0x7ffffff0).build());
    connection.stream().flush();
    assertThat(connection.stream().closedByServer()).isTrue();
    connection.close();
  }

  @Test
  void negativeLengthWordInASession() throws IOException {
    var connection = WireConnection.open(endpoint);
    connection.stream().sendRaw(new Body().int8('Q').int32(-5).build());
    connection.stream().flush();
    assertThat(connection.stream().closedByServer()).isTrue();
    connection.close();
  }

  @Test
  void unknownMessageType() throws IOException {
    var connection = WireConnection.open(endpoint);
    connection.stream().send('@', new Body().int32(1).build());
    connection.stream().flush();
    var message = connection.stream().read();
    assertThat(message.type()).isEqualTo('E');
    assertThat(new String(message.body(), StandardCharsets.UTF_8))
        .contains("FATAL", "08P01", "invalid frontend message type 64");
    assertThat(connection.stream().closedByServer()).isTrue();
    connection.close();
  }

  @Test
  void queryWithoutItsTerminator() throws IOException {
    var connection = WireConnection.open(endpoint);
    connection.stream().send('Q', "SELECT 1".getBytes(StandardCharsets.US_ASCII));
    connection.stream().flush();
    var message = connection.stream().read();
    assertThat(message.type()).isEqualTo('E');
    assertThat(new String(message.body(), StandardCharsets.UTF_8)).contains("08P01");
    connection.close();
  }

  @Test
  void bindMessageThatEndsTooEarly() throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      connection.stream().send('P', new Body().string("").string("SELECT 1").int16(0).build());
      connection.stream().send('B', new Body().string("").string("").int16(0).int16(5).build());
      connection.stream().send('S', NO_DATA);
      connection.stream().flush();
      assertThat(connection.stream().read().type()).isEqualTo('1');
      assertThat(connection.stream().read().type()).isEqualTo('E');
      assertThat(connection.stream().read().type()).isEqualTo('Z');
      assertThat(connection.run("SELECT 1").tag()).isEqualTo("SELECT 1");
    }
  }

  @Test
  void halfAMessageThenSilence() throws IOException {
    var connection = WireConnection.open(endpoint);
    connection.stream().sendRaw(new Body().int8('Q').int32(100).string("SELECT").build());
    connection.stream().flush();
    witness.run("SELECT 1");
    connection.stream().abort();
  }

  @Test
  void clientVanishesInATransaction() throws IOException {
    var connection = WireConnection.open(endpoint);
    connection.run("BEGIN");
    connection.run("INSERT INTO abuse VALUES (1)");
    connection.stream().abort();
    // The lock goes with the connection, so this ends at all.
    witness.run("TRUNCATE abuse");
  }

  @Test
  void clientVanishesInMidCopy() throws IOException {
    var connection = WireConnection.open(endpoint);
    connection.stream().send('Q', new Body().string("COPY abuse FROM STDIN").build());
    connection.stream().flush();
    assertThat(connection.stream().read().type()).isEqualTo('G');
    connection.stream().send('d', "1\n2\n3\n4".getBytes(StandardCharsets.US_ASCII));
    connection.stream().flush();
    connection.stream().abort();
    witness.run("TRUNCATE abuse");
  }

  @Test
  void clientVanishesWhileReadingALargeResult() throws IOException {
    var connection = WireConnection.open(endpoint);
    var sql = "SELECT repeat('x', 1000) FROM generate_series(1, 100000)";
    connection.stream().send('Q', new Body().string(sql).build());
    connection.stream().flush();
    assertThat(connection.stream().read().type()).isEqualTo('T');
    connection.stream().abort();
  }

  @Test
  void queryInTheMiddleOfCopy() throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      connection.stream().send('Q', new Body().string("COPY abuse FROM STDIN").build());
      connection.stream().flush();
      assertThat(connection.stream().read().type()).isEqualTo('G');
      connection.stream().send('Q', new Body().string("SELECT 1").build());
      connection.stream().flush();
      var message = connection.stream().read();
      assertThat(message.type()).isEqualTo('E');
      assertThat(new String(message.body(), StandardCharsets.UTF_8)).contains("08P01");
    }
  }

  @Test
  void copyFail() throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      connection.stream().send('Q', new Body().string("COPY abuse FROM STDIN").build());
      connection.stream().flush();
      assertThat(connection.stream().read().type()).isEqualTo('G');
      connection.stream().send('d', "1\n".getBytes(StandardCharsets.US_ASCII));
      connection.stream().send('f', new Body().string("changed my mind").build());
      connection.stream().flush();
      var message = connection.stream().read();
      assertThat(new String(message.body(), StandardCharsets.UTF_8))
          .contains("57014", "COPY from stdin failed: changed my mind");
      assertThat(connection.stream().read().type()).isEqualTo('Z');
      assertThat(connection.run("SELECT 1").tag()).isEqualTo("SELECT 1");
    }
  }
}
