package dev.omendb.sql.execute.subquery;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.expression.EvaluationContext;
import org.jspecify.annotations.Nullable;

/// The rows of a WITH item: computed as far as its readers ask, kept for all of them. Shared by the
/// [CteScan]s of one plan; reset by its [With].
public final class CteBuffer {
  private final String name;
  private final Operator query;
  private final boolean modifying;
  private final RowBuffer rows;
  private @Nullable EvaluationContext context;
  private boolean opened;
  private boolean complete;

  /// @param modifying INSERT, UPDATE or DELETE: runs to its end even if nobody reads it
  public CteBuffer(String name, Operator query, boolean modifying) {
    this.name = name;
    this.query = query;
    this.modifying = modifying;
    this.rows = new RowBuffer(query.layout());
  }

  public String name() {
    return name;
  }

  public Operator query() {
    return query;
  }

  boolean isModifying() {
    return modifying;
  }

  void reset(EvaluationContext newContext) {
    context = newContext;
    rows.clear();
    opened = false;
    complete = false;
  }

  /// Computes more until row `wanted` is there; false when there are not so many.
  boolean fetch(int wanted) {
    while (rows.size() <= wanted && !complete) {
      fetchBatch();
    }
    return rows.size() > wanted;
  }

  void complete() {
    while (!complete) {
      fetchBatch();
    }
  }

  private void fetchBatch() {
    EvaluationContext running = context;
    if (running == null) {
      throw new IllegalStateException("WITH item " + name + " is not open");
    }
    if (!opened) {
      opened = true;
      query.open(running);
    }
    running.checkCancelled();
    Batch batch = query.next();
    if (batch == null) {
      complete = true;
    } else {
      rows.append(batch);
    }
  }

  RowBuffer rows() {
    return rows;
  }

  void close() {
    context = null;
    rows.clear();
    query.close();
  }
}
