/// Arithmetic, numeric conversions and mathematical functions. Imports function and type. Start
/// with [IntegerMath].
@NullMarked
package dev.omendb.sql.function.math;

import org.jspecify.annotations.NullMarked;
