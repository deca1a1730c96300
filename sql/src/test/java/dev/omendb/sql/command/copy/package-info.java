/// Tests of the package of the same name, over a database in memory.
@NullMarked
package dev.omendb.sql.command.copy;

import org.jspecify.annotations.NullMarked;
