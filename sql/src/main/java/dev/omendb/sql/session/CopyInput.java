package dev.omendb.sql.session;

/// A running COPY … FROM STDIN. Chunks may split rows anywhere.
public interface CopyInput {
  /// True for the binary format.
  boolean binary();

  /// Columns the client sends.
  int columnCount();

  /// Consumes a chunk. Errors name the line: 22P04, 22P02 … with `COPY t, line 3, column a: "x"`.
  void data(byte[] source, int from, int length);

  /// CopyDone: stores everything and returns the command tag `COPY n`.
  String finish();

  /// CopyFail or a vanished client: nothing is loaded. Never throws.
  void abort();
}
