/// Set-returning functions. Imports function, type and the themes whose values they unpack. Start
/// with [Series].
@NullMarked
package dev.omendb.sql.function.set;

import org.jspecify.annotations.NullMarked;
