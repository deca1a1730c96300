/// Relational nodes that Calcite lacks or that PostgreSQL defines otherwise. Filters, projections,
/// joins and set operations are Calcite's own, so that its rules apply. Imports Calcite, plan.rex.
/// Start with [RelationScan].
@NullMarked
package dev.omendb.sql.plan.rel;

import org.jspecify.annotations.NullMarked;
