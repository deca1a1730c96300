/// Window functions: rows are sorted into partitions, and each call is computed over its frames.
/// Imports execute, execute.sort, expression, function and type. Start with [WindowOperator].
@NullMarked
package dev.omendb.sql.execute.window;

import org.jspecify.annotations.NullMarked;
