/// The planner: bound statements to operator trees. Rules on relational algebra first, then access
/// paths, joins and searches chosen by cost. Imports bind, plan.rel, plan.rex, execute. Start with
/// [QueryPlanner].
@NullMarked
package dev.omendb.sql.plan;

import org.jspecify.annotations.NullMarked;
