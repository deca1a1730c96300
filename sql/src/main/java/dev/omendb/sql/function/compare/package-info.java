/// Comparison operators of every type. Imports function and type. Start with [Comparisons].
@NullMarked
package dev.omendb.sql.function.compare;

import org.jspecify.annotations.NullMarked;
