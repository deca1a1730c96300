package dev.omendb.compat.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one statement answered. Exactly one of `tag` and `error` is there, except that an empty
/// query has neither.
///
/// @param columns null when the statement returns no rows
/// @param rows values as the server sent them; null is SQL NULL
/// @param copyOut the CopyData received, null when nothing was copied out
/// @param parameterTypes type oids of `$1`…, empty unless described
public record Result(
    @Nullable List<ResultColumn> columns,
    List<byte[] @Nullable []> rows,
    @Nullable String tag,
    @Nullable ServerMessage error,
    byte @Nullable [] copyOut,
    List<ServerMessage> notices,
    List<Integer> parameterTypes) {}
