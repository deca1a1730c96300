package dev.omendb.kernels.rabitq;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/// hnswlib's graph in a process of its own, compiled when it is asked for: needs g++ and the
/// header (Debian: libhnswlib-dev). Without them it says so and does nothing.
final class HnswlibPeer {
  private static final String SOURCE = "hnswlib-peer.cpp";
  private static final int WRITE_BYTES = 64 << 20;

  private HnswlibPeer() {}

  /// @param base rows of `dimensions` floats
  /// @param truth of each query the numbers of its nearest rows
  static void measure(
      MemorySegment base, int dimensions, float[][] queries, int[][] truth, int threads)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hnswlib-peer");
    try {
      Path program = folder.resolve("peer");
      Path source = folder.resolve(SOURCE);
      try (InputStream text = HnswlibPeer.class.getResourceAsStream(SOURCE)) {
        Files.copy(Objects.requireNonNull(text), source);
      }
      if (!isDone(
          List.of("g++", "-O3", "-march=native", "-pthread", "-o", program + "", source + ""))) {
        System.out.println("hnswlib: left out, it takes g++ and libhnswlib-dev");
        return;
      }
      write(folder.resolve("base.raw"), base);
      ByteBuffer floats = buffer(queries.length * dimensions);
      ByteBuffer ints = buffer(queries.length * truth[0].length);
      for (int i = 0; i < queries.length; i++) {
        for (float value : queries[i]) {
          floats.putFloat(value);
        }
        for (int row : truth[i]) {
          ints.putInt(row);
        }
      }
      Files.write(folder.resolve("query.raw"), floats.array());
      Files.write(folder.resolve("truth.raw"), ints.array());
      long rows = base.byteSize() / (4L * dimensions);
      isDone(
          List.of(
              program + "", dimensions + "", rows + "", queries.length + "",
              truth[0].length + "", threads + "", folder + ""));
    } finally {
      for (Path file : Files.list(folder).toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static ByteBuffer buffer(int values) {
    return ByteBuffer.allocate(4 * values).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(Path file, MemorySegment content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long at = 0; at < content.byteSize(); at += WRITE_BYTES) {
        long size = Math.min(WRITE_BYTES, content.byteSize() - at);
        ByteBuffer piece = content.asSlice(at, size).asByteBuffer();
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
    }
  }

  private static boolean isDone(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      System.out.println(e.getMessage());
      return false;
    }
  }
}
