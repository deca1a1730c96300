package dev.omendb.sql.session;

/// Receives a COPY … TO STDOUT.
public interface CopyOutputListener {
  /// Comes first: CopyOutResponse.
  void start(boolean binary, int columnCount);

  /// One row or header, ready for a CopyData message; the array is reused after the call.
  void data(byte[] source, int from, int length);

  /// CopyDone.
  void end();
}
