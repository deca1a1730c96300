package dev.omendb.sql.session;

import dev.omendb.sql.parse.statement.Statement;
import org.jspecify.annotations.Nullable;

/// One statement of a simple query string.
///
/// @param statement null when a plan of this text is known already
public record SimpleStatement(String sql, @Nullable Statement statement) {}
