/// Expressions evaluated over batches of columns. Imports type and function. Start with
/// [Expression].
@NullMarked
package dev.omendb.sql.expression;

import org.jspecify.annotations.NullMarked;
