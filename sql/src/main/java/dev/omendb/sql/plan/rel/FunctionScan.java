package dev.omendb.sql.plan.rel;

import dev.omendb.sql.function.Function;
import org.apache.calcite.rex.RexNode;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/// A set-returning function in FROM, or a scalar one as a single row.
public final class FunctionScan extends AbstractRelNode {
  private final Function function;
  private final List<RexNode> arguments;
  private final boolean variadicArray;
  private final boolean ordinality;

  public FunctionScan(
      RelOptCluster cluster,
      RelDataType rowType,
      Function function,
      List<RexNode> arguments,
      boolean variadicArray,
      boolean ordinality) {
    super(cluster, cluster.traitSet());
    this.rowType = rowType;
    this.function = function;
    this.arguments = arguments;
    this.variadicArray = variadicArray;
    this.ordinality = ordinality;
  }

  public Function function() {
    return function;
  }

  public List<RexNode> arguments() {
    return arguments;
  }

  public boolean variadicArray() {
    return variadicArray;
  }

  public boolean ordinality() {
    return ordinality;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return this;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("function", function.oid())
        .item("arguments", arguments)
        .item("ordinality", ordinality);
  }
}
