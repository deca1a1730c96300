/// Functions of text and bytea. Imports function and type. Start with [TextFunctions].
@NullMarked
package dev.omendb.sql.function.text;

import org.jspecify.annotations.NullMarked;
