/// Functions of bit strings. Imports function, type.bit and kernels. Start with [BitFunctions].
@NullMarked
package dev.omendb.sql.function.bits;

import org.jspecify.annotations.NullMarked;
