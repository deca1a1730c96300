package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of a physical plan: pulled batch by batch. One instance serves one execution at a time
/// and can be opened again afterwards (cached plans). Confined to one thread.
public abstract class Operator implements AutoCloseable {
  /// Prepares for reading from the start; may be called again to rescan.
  public abstract void open(EvaluationContext context);

  /// The next rows (never an empty batch), or null at the end. The batch belongs to the operator
  /// and is overwritten by the next call.
  public abstract @Nullable Batch next();

  /// Releases what open() took; keeps reusable memory. Safe to call twice.
  @Override
  public abstract void close();

  public abstract List<Operator> children();

  /// Name and details as EXPLAIN prints them.
  public abstract void explain(PlanPrinter printer);
}
