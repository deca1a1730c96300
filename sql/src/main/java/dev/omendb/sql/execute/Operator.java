package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of a physical plan: pulled batch by batch. One instance serves one execution at a time
/// and can be opened again afterwards (cached plans). Confined to one thread.
///
/// Subclasses implement [#start], [#produce] and [#stop]; the public methods around them measure
/// when EXPLAIN ANALYZE asked for it.
public abstract class Operator implements AutoCloseable {
  private final RowLayout layout;
  private Estimate estimate = Estimate.UNKNOWN;
  private @Nullable Instrumentation instrumentation;

  protected Operator(RowLayout layout) {
    this.layout = layout;
  }

  /// Types of the columns of the batches that [#next] returns.
  public final RowLayout layout() {
    return layout;
  }

  /// Prepares for reading from the start; may be called again without [#close] to rescan.
  public final void open(EvaluationContext context) {
    Instrumentation measured = instrumentation;
    if (measured == null) {
      start(context);
      return;
    }
    measured.enter();
    try {
      start(context);
    } finally {
      measured.opened();
    }
  }

  /// The next rows (never an empty batch), or null at the end. The batch belongs to the operator
  /// and is overwritten by the next call.
  public final @Nullable Batch next() {
    Instrumentation measured = instrumentation;
    if (measured == null) {
      return produce();
    }
    measured.enter();
    Batch batch = null;
    try {
      batch = produce();
      return batch;
    } finally {
      measured.produced(batch == null ? 0 : batch.size());
    }
  }

  /// Releases what open() took; keeps reusable memory. Safe to call twice.
  @Override
  public final void close() {
    stop();
  }

  protected abstract void start(EvaluationContext context);

  protected abstract @Nullable Batch produce();

  protected abstract void stop();

  public abstract List<Operator> children();

  /// An upper bound of the rows an execution returns, known when the plan is made.
  public long maxRows() {
    return Long.MAX_VALUE;
  }

  /// Told before each opening by a parent that will read no more rows than that: more must not be
  /// locked.
  public void readAtMost(long rows) {}

  /// Plans that this operator's expressions run: SubPlan and InitPlan of EXPLAIN.
  public List<Subplan> subplans() {
    return List.of();
  }

  /// Name and details as EXPLAIN prints them.
  public abstract void explain(PlanPrinter printer);

  /// What the planner expected.
  public final Estimate estimate() {
    return estimate;
  }

  /// Set once by the planner.
  public final void estimate(Estimate expected) {
    this.estimate = expected;
  }

  /// What execution measured, or null when it did not measure.
  public final @Nullable Instrumentation instrumentation() {
    return instrumentation;
  }

  /// Makes this operator and all below it measure from now on.
  public final void instrument() {
    if (instrumentation == null) {
      instrumentation = new Instrumentation();
      children().forEach(Operator::instrument);
      subplans().forEach(subplan -> subplan.plan().instrument());
    }
  }

  /// @param label `SubPlan 1`, `InitPlan 2`, `CTE x`
  public record Subplan(String label, Operator plan) {}
}
