/// Tests of similarity search.
@NullMarked
package dev.omendb.sql.execute.vector;

import org.jspecify.annotations.NullMarked;
