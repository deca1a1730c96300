/// Functions of dates, times and intervals. Imports function, type.datetime and type.numeric. Start
/// with [DateTimeFunctions].
@NullMarked
package dev.omendb.sql.function.datetime;

import org.jspecify.annotations.NullMarked;
