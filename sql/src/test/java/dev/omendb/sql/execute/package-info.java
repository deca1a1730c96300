/// Tests of operators over rows in memory and over MemoryStorage. Start with [Plans].
@NullMarked
package dev.omendb.sql.execute;

import org.jspecify.annotations.NullMarked;
