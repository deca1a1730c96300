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

  /// Bytes written so far.
  int position();

  /// Overwrites four bytes at an earlier position: length words.
  void patchInt(int position, int value);
}
