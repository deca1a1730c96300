/// Window functions. Imports function and type. Start with [WindowFunctions].
@NullMarked
package dev.omendb.sql.function.window;

import org.jspecify.annotations.NullMarked;
