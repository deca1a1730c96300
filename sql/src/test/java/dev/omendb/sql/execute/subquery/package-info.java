/// Tests of subqueries and WITH.
@NullMarked
package dev.omendb.sql.execute.subquery;

import org.jspecify.annotations.NullMarked;
