package dev.omendb.pgwire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.pgwire.TestServer;
import dev.omendb.pgwire.WireClient;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackpressureTest {
  private static final long MANY_BYTES = 64L << 20;

  @TempDir Path folder;

  @Test
  void aClientThatDoesNotReadHoldsUpNobodyAndFillsNoMemory() throws IOException {
    try (TestServer server = TestServer.trusting(folder);
        WireClient slow = WireClient.login(server.address());
        WireClient other = WireClient.login(server.address())) {
      slow.query("select repeat('x', 1000) from generate_series(1, 300000)").flush();
      for (int i = 0; i < 200; i++) {
        assertThat(other.query("select " + i + " as n").readUntilReady())
            .containsExactly("T(n)", "D(" + i + ")", "C(SELECT 1)", "Z(I)");
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
            .isLessThan(MANY_BYTES);
      }
      int rows = 0;
      WireClient.Message message = slow.readMessage();
      while (message.type() != 'C') {
        rows += message.type() == 'D' ? 1 : 0;
        message = slow.readMessage();
      }
      assertThat(rows).isEqualTo(300_000);
    }
  }

  @Test
  void shuttingDownDoesNotWaitForAClientThatDoesNotRead() throws IOException {
    WireClient slow;
    try (TestServer server = TestServer.trusting(folder)) {
      slow = WireClient.login(server.address());
      slow.query("select repeat('x', 1000) from generate_series(1, 300000)").flush();
      assertThat(slow.readMessage().type()).isEqualTo('T');
    }
    slow.close();
  }

  @Test
  void aClientThatSendsWithoutReadingIsNotReadFrom() throws IOException {
    int queries = 20_000;
    try (TestServer server = TestServer.trusting(folder);
        WireClient client = WireClient.login(server.address())) {
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < queries; i++) {
                        client.query("select repeat('y', 5000) as v");
                        client.flush();
                      }
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      for (int i = 0; i < queries; i++) {
        List<String> types = List.of("T", "D", "C", "Z");
        for (String type : types) {
          assertThat(String.valueOf(client.readMessage().type())).isEqualTo(type);
        }
      }
      assertThat(sender.isAlive()).isFalse();
    }
  }
}
