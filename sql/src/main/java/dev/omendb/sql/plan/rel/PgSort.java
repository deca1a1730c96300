package dev.omendb.sql.plan.rel;

import dev.omendb.sql.plan.rex.SortKey;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/// ORDER BY with LIMIT and OFFSET; each part is optional. Keys are expressions over the input.
public final class PgSort extends SingleRel {
  private final List<SortKey> keys;
  private final @Nullable RexNode limit;
  private final @Nullable RexNode offset;
  private final boolean withTies;

  public PgSort(
      RelNode input,
      List<SortKey> keys,
      @Nullable RexNode limit,
      @Nullable RexNode offset,
      boolean withTies) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.keys = keys;
    this.limit = limit;
    this.offset = offset;
    this.withTies = withTies;
  }

  public List<SortKey> keys() {
    return keys;
  }

  public @Nullable RexNode limit() {
    return limit;
  }

  public @Nullable RexNode offset() {
    return offset;
  }

  public boolean withTies() {
    return withTies;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PgSort(inputs.getFirst(), keys, limit, offset, withTies);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("keys", keys)
        .item("limit", String.valueOf(limit))
        .item("offset", String.valueOf(offset))
        .item("ties", withTies);
  }
}
