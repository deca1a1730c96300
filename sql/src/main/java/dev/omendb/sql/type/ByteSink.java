package dev.omendb.sql.type;

/// Where values are written on their way to a client or a file. Big-endian, as the protocol is.
/// Implemented over Netty's buffers by the wire module and over an array by [ByteArraySink].
public interface ByteSink {
  void writeByte(int value);

  void writeShort(int value);

  void writeInt(int value);

  void writeLong(long value);

  void writeBytes(byte[] source, int from, int length);

  /// ASCII text only.
  default void writeAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      writeByte(text.charAt(i));
    }
  }

  /// The lowest `count` bytes (at most 8) of a word, the lowest first: digits eight at a time.
  default void writePacked(long bytes, int count) {
    long rest = bytes;
    for (int i = 0; i < count; i++) {
      writeByte((int) rest);
      rest >>>= 8;
    }
  }

  /// `count` four-byte words that are little-endian in `source`: float32 elements on their way out.
  default void writeSwappedInts(byte[] source, int from, int count) {
    for (int i = 0; i < count; i++) {
      writeInt(LittleEndian.getInt(source, from + 4 * i));
    }
  }

  /// `count` two-byte words that are little-endian in `source`.
  default void writeSwappedShorts(byte[] source, int from, int count) {
    for (int i = 0; i < count; i++) {
      writeShort(LittleEndian.getShort(source, from + 2 * i));
    }
  }

  /// Bytes written so far.
  int position();

  /// Overwrites four bytes at an earlier position: length words.
  void patchInt(int position, int value);
}
