package dev.omendb.sql.plan.rel;

import dev.omendb.engine.catalog.CatalogObject.Index;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// ON CONFLICT, bound: expressions are over the existing full row, then the proposed one.
///
/// @param assignments null for DO NOTHING
public record ConflictRel(
    List<Index> arbiters,
    @Nullable List<ModifyTarget.Assigned> assignments,
    @Nullable RexNode where) {}
