/// Numbers: integers, floats, numeric and the classes that parse and print them. Imports type and
/// engine.column, engine.error. Start with [IntegerType]; `Numeric` is the codec of numeric's
/// storage bytes, `FloatParser` and `ShortestDecimal` convert floats.
@NullMarked
package dev.omendb.sql.type.numeric;

import org.jspecify.annotations.NullMarked;
