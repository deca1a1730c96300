/// PostgreSQL's types and expressions inside Calcite's row expressions. Imports Calcite, type and
/// function. Start with [PgRex].
@NullMarked
package dev.omendb.sql.plan.rex;

import org.jspecify.annotations.NullMarked;
