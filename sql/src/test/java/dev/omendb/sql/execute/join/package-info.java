/// Tests of joins.
@NullMarked
package dev.omendb.sql.execute.join;

import org.jspecify.annotations.NullMarked;
