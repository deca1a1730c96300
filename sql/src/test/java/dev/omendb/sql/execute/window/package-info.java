/// Tests of window functions.
@NullMarked
package dev.omendb.sql.execute.window;

import org.jspecify.annotations.NullMarked;
