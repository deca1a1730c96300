/// From parse tree to relational algebra with PostgreSQL's rules: name resolution, operator and
/// function resolution, casts, grouping. Imports parse, plan.rex, plan.rel, function, type and the
/// engine's catalog. Start with [StatementBinder], then [QueryBinder] and [ExpressionBinder].
@NullMarked
package dev.omendb.sql.bind;

import org.jspecify.annotations.NullMarked;
