/// Plans inside plans: subqueries of expressions, WITH and WITH RECURSIVE. Imports execute,
/// execute.aggregate, expression and type. Start with [SubqueryRunner], then [With].
@NullMarked
package dev.omendb.sql.execute.subquery;

import org.jspecify.annotations.NullMarked;
