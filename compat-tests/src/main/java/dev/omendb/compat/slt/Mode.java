package dev.omendb.compat.slt;

/// How statements reach the server and values come back.
public enum Mode {
  /// One Query message, text.
  SIMPLE,
  /// Parse, Bind, Execute with text results.
  EXTENDED,
  /// The same with binary results wherever the type has a form we can read.
  BINARY;

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
