package dev.omendb.engine.error;

import org.jspecify.annotations.Nullable;

/// How deep statements may nest: the stack of the threads that run them, and the error of those
/// that need more. PostgreSQL calls it max_stack_depth.
public final class StackLimit {
  /// Set at the start with `-Domendb.max_stack_depth=`, in kB.
  public static final int KILOBYTES = Integer.getInteger("omendb.max_stack_depth", 8192);

  public static final long BYTES = KILOBYTES * 1024L;

  private StackLimit() {}

  /// 54001.
  public static DatabaseException exceeded(@Nullable StackOverflowError cause) {
    return new DatabaseException(
            SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded", cause)
        .hint(
            ("Increase the configuration parameter \"max_stack_depth\" (currently %dkB), after"
                    + " ensuring the platform's stack depth limit is adequate.")
                .formatted(KILOBYTES));
  }
}
