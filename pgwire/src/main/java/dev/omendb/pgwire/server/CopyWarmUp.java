package dev.omendb.pgwire.server;

import dev.omendb.pgwire.connection.Connection;
import dev.omendb.pgwire.connection.ConnectionSettings;
import dev.omendb.pgwire.message.FrameDecoder;
import dev.omendb.sql.session.Database;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Loads made-up vectors over a connection without a network, until the way of a COPY from the
/// message to the table and its key is compiled. A first COPY is often all that a server has to do
/// for a while, and it is over before the compiler would have come to it.
final class CopyWarmUp {
  private static final int COPIES = 6;
  private static final int BUILDS = 3;
  private static final int ROWS = 6000;
  private static final int DIMENSIONS = 64;

  /// Rows in one buffer, as the network brings them.
  private static final int BUFFER_ROWS = 300;

  private static final byte[] HEADER =
      "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private final EmbeddedChannel channel;
  private final Random random = new Random(0);

  private CopyWarmUp(Database database) {
    ConnectionSettings settings =
        new ConnectionSettings(false, false, new byte[32], new SecureRandom());
    FrameDecoder decoder = new FrameDecoder(false);
    channel = new EmbeddedChannel();
    channel
        .pipeline()
        .addLast(
            decoder,
            new Connection(channel, decoder, database, settings, Runnable::run, _ -> {}));
  }

  /// Returns when done, or soon after `stop` answers true. Takes half a second of one core, and the
  /// compiler's time.
  ///
  /// @param database is thrown away afterwards
  static void run(Database database, BooleanSupplier stop) {
    connected(
        database,
        warmUp -> {
          for (int copy = 0; copy < COPIES && !stop.getAsBoolean(); copy++) {
            warmUp.copy(stop);
          }
        });
  }

  /// Has what [#run] has loaded indexed. Returns when done, or soon after `stop` answers true.
  static void buildIndexes(Database database, BooleanSupplier stop) {
    connected(
        database,
        warmUp -> {
          for (int build = 0; build < BUILDS && !stop.getAsBoolean(); build++) {
            warmUp.query("DROP INDEX IF EXISTS warm_up_index");
            warmUp.query("CREATE INDEX warm_up_index ON warm_up USING hnsw (v vector_l2_ops)");
          }
        });
  }

  private static void connected(Database database, Consumer<CopyWarmUp> work) {
    CopyWarmUp warmUp = new CopyWarmUp(database);
    try {
      warmUp.logIn();
      work.accept(warmUp);
      warmUp.send(message('X', new byte[0]));
    } finally {
      warmUp.channel.finishAndReleaseAll();
    }
  }

  private void logIn() {
    byte[] names = "user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
    send(buffer(names.length + 8).writeInt(names.length + 8).writeInt(3 << 16).writeBytes(names));
  }

  private void copy(BooleanSupplier stop) {
    query("DROP TABLE IF EXISTS warm_up");
    query("CREATE TABLE warm_up (id bigint PRIMARY KEY, v vector(%d))".formatted(DIMENSIONS));
    query("COPY warm_up (id, v) FROM STDIN (FORMAT binary)");
    send(message('d', HEADER));
    for (int first = 0; first < ROWS && !stop.getAsBoolean(); first += BUFFER_ROWS) {
      send(rows(first));
    }
    send(message('d', new byte[] {-1, -1}));
    send(message('c', new byte[0]));
  }

  private ByteBuf rows(int first) {
    int vectorBytes = 4 + 4 * DIMENSIONS;
    int rowBytes = 2 + 4 + 8 + 4 + vectorBytes;
    ByteBuf rows = buffer(BUFFER_ROWS * (5 + rowBytes));
    for (int row = first; row < first + BUFFER_ROWS; row++) {
      rows.writeByte('d').writeInt(4 + rowBytes).writeShort(2);
      rows.writeInt(8).writeLong(row);
      rows.writeInt(vectorBytes).writeShort(DIMENSIONS).writeShort(0);
      for (int i = 0; i < DIMENSIONS; i++) {
        rows.writeFloat(random.nextFloat());
      }
    }
    return rows;
  }

  private void query(String sql) {
    send(message('Q', (sql + "\0").getBytes(StandardCharsets.US_ASCII)));
  }

  private static ByteBuf message(char type, byte[] body) {
    return buffer(5 + body.length).writeByte(type).writeInt(4 + body.length).writeBytes(body);
  }

  private static ByteBuf buffer(int bytes) {
    return PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
  }

  private void send(ByteBuf bytes) {
    channel.writeInbound(bytes);
    channel.runPendingTasks();
    channel.releaseOutbound();
  }
}
