/// Functions of arrays. Imports function and type.array. Start with [ArrayFunctions].
@NullMarked
package dev.omendb.sql.function.array;

import org.jspecify.annotations.NullMarked;
