package dev.omendb.sql.command.copy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.Arrays;

/// Bytes received and not yet used. Owned by one COPY.
final class CopyBuffer {
  private static final int INITIAL_BYTES = 128 << 10;

  /// PostgreSQL's limit of one row's text.
  private static final int MAX_BYTES = 1 << 30;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int from;
  private int to;

  /// Valid until the next [#append].
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int available() {
    return to - from;
  }

  void skipTo(int position) {
    from = position;
  }

  void clear() {
    from = 0;
    to = 0;
  }

  /// Moves what is left to the front and adds a chunk behind it.
  void append(byte[] source, int offset, int length) {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, to - from);
      to -= from;
      from = 0;
    }
    long needed = (long) to + length;
    if (needed > bytes.length) {
      if (needed > MAX_BYTES) {
        throw new DatabaseException(SqlState.PROGRAM_LIMIT_EXCEEDED, "out of memory")
            .detail("Cannot enlarge string buffer containing %d bytes.".formatted(to));
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, bytes.length * 2L)));
    }
    System.arraycopy(source, offset, bytes, to, length);
    to += length;
  }
}
