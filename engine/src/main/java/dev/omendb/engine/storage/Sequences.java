package dev.omendb.engine.storage;

/// The counters behind CREATE SEQUENCE. A value once returned is never returned again, crashes
/// included (values are logged ahead). Thread-safe.
public interface Sequences {
  /// Errors: 2200H `nextval: reached maximum value of sequence "s" (9)` and the like.
  long nextValue(long sequenceOid);

  /// setval(seq, value, isCalled).
  void setValue(long sequenceOid, long value, boolean isCalled);

  /// The stored last_value and is_called.
  State state(long sequenceOid);

  /// @param lastValue as `SELECT last_value FROM seq`
  record State(long lastValue, boolean isCalled) {}
}
