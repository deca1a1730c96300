package dev.omendb.sql.function;

import org.jspecify.annotations.Nullable;

/// A row of pg_cast.
///
/// @param schema `pg_catalog`, or an extension's marker
/// @param function runs the cast when method is FUNCTION; it takes the value and perhaps also the
///   type modifier (int4) and whether the cast is explicit (bool)
public record Cast(
    int oid,
    String schema,
    int sourceOid,
    int targetOid,
    Context context,
    Method method,
    @Nullable Function function) {

  /// Where the cast may be used; each includes the ones after it.
  public enum Context {
    IMPLICIT('i'),
    ASSIGNMENT('a'),
    EXPLICIT('e');

    private final char code;

    Context(char code) {
      this.code = code;
    }

    /// pg_cast.castcontext.
    public char code() {
      return code;
    }

    /// True when a cast of this context applies where `wanted` is asked for.
    public boolean allows(Context wanted) {
      return ordinal() <= wanted.ordinal();
    }
  }

  /// pg_cast.castmethod.
  public enum Method {
    FUNCTION,
    /// The storage encoding is the same: nothing to do.
    BINARY_COERCIBLE,
    /// Through the types' text form.
    INPUT_OUTPUT
  }
}
