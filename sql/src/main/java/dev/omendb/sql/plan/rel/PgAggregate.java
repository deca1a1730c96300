package dev.omendb.sql.plan.rel;

import dev.omendb.sql.plan.rex.AggregateCall;
import org.apache.calcite.rex.RexNode;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;

/// GROUP BY and aggregates: yields the keys, then the calls. Without keys it yields one row.
/// `groupingSets` lists the key indexes of each set; one set with all keys is a plain GROUP BY.
public final class PgAggregate extends SingleRel {
  private final List<RexNode> keys;
  private final List<List<Integer>> groupingSets;
  private final List<AggregateCall> calls;

  public PgAggregate(
      RelNode input,
      RelDataType rowType,
      List<RexNode> keys,
      List<List<Integer>> groupingSets,
      List<AggregateCall> calls) {
    super(input.getCluster(), input.getCluster().traitSet(), input);
    this.rowType = rowType;
    this.keys = keys;
    this.groupingSets = groupingSets;
    this.calls = calls;
  }

  public List<RexNode> keys() {
    return keys;
  }

  public List<List<Integer>> groupingSets() {
    return groupingSets;
  }

  public List<AggregateCall> calls() {
    return calls;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PgAggregate(inputs.getFirst(), rowType, keys, groupingSets, calls);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("keys", keys)
        .item("sets", groupingSets)
        .item("calls", calls)
        .item("type", rowType.getFullTypeString());
  }
}
