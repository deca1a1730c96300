/// Tests of changes of rows.
@NullMarked
package dev.omendb.sql.execute.modify;

import org.jspecify.annotations.NullMarked;
