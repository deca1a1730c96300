/// Tests of aggregation.
@NullMarked
package dev.omendb.sql.execute.aggregate;

import org.jspecify.annotations.NullMarked;
