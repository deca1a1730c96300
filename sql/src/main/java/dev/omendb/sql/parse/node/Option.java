package dev.omendb.sql.parse.node;

import org.jspecify.annotations.Nullable;

/// `name`, `name = value` or `name value` of a WITH (…) list, EXPLAIN, COPY and the like. The value
/// is the text as typed, without quotes; null when only the name stands there.
public record Option(String name, @Nullable String value, int position) {}
