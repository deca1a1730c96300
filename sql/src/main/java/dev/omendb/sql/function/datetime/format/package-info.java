/// to_char, to_date, to_timestamp, to_number: template patterns. Imports function, type.datetime
/// and type.numeric. Start with [FormatFunctions].
@NullMarked
package dev.omendb.sql.function.datetime.format;

import org.jspecify.annotations.NullMarked;
