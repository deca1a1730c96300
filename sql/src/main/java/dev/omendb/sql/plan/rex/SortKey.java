package dev.omendb.sql.plan.rex;

import org.apache.calcite.rex.RexNode;

/// One ORDER BY key: an expression over the input row.
public record SortKey(RexNode expression, boolean descending, boolean nullsFirst) {}
