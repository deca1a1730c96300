package dev.omendb.sql.session;

import org.jspecify.annotations.Nullable;

/// A NoticeResponse: severity NOTICE, WARNING, INFO, LOG or DEBUG.
public record Notice(
    String severity,
    String sqlState,
    String message,
    @Nullable String detail,
    @Nullable String hint) {
  public static Notice warning(String sqlState, String message) {
    return new Notice("WARNING", sqlState, message, null, null);
  }

  public static Notice notice(String sqlState, String message) {
    return new Notice("NOTICE", sqlState, message, null, null);
  }
}
