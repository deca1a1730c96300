/// Grouping rows: GROUP BY, DISTINCT and the set operations over one hash table. Imports execute,
/// execute.sort, expression, function and type. Start with [HashAggregate], then [GroupTable].
@NullMarked
package dev.omendb.sql.execute.aggregate;

import org.jspecify.annotations.NullMarked;
