package dev.omendb.sql.execute.join;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.RowHasher;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins on equality of keys: the right side goes into a hash table, the left side probes it. A
/// NULL key equals nothing. Further conditions are evaluated over the pairs.
public final class HashJoin extends PairJoin {
  private final List<Expression> leftKeys;
  private final List<Expression> rightKeys;
  private final RowHasher hasher;
  private final Column[] leftColumns;
  private final Column[] rightColumns;

  /// First row of a bucket's chain plus one; 0 is empty. The length is a power of two.
  private int[] buckets = new int[16];

  /// The next row of the same bucket plus one.
  private int[] chain = new int[0];

  private long[] rightHashes = new long[0];
  private long[] leftHashes = new long[0];
  private boolean rightHasNullKey;
  private int leftRow;
  private int leftSize;
  private int candidate;

  /// @param leftKeys over left columns
  /// @param rightKeys over right columns, of the same types as `leftKeys`
  /// @param condition what else must hold, over left columns, then right columns; or null
  public HashJoin(
      JoinKind kind,
      Operator left,
      Operator right,
      List<Expression> leftKeys,
      List<Expression> rightKeys,
      @Nullable Expression condition) {
    super(kind, left, right, condition);
    if (kind == JoinKind.NULL_AWARE_ANTI && (leftKeys.size() != 1 || condition != null)) {
      throw new IllegalArgumentException("NOT IN by hash takes one key and no other condition");
    }
    this.leftKeys = List.copyOf(leftKeys);
    this.rightKeys = List.copyOf(rightKeys);
    this.hasher = new RowHasher(leftKeys.stream().map(Expression::type).toList());
    this.leftColumns = new Column[leftKeys.size()];
    this.rightColumns = new Column[leftKeys.size()];
  }

  @Override
  void rightComplete(EvaluationContext running) {
    int size = rightRows.size();
    for (int k = 0; k < rightColumns.length; k++) {
      rightColumns[k] = keyColumn(running, rightKeys.get(k));
    }
    buckets = new int[Math.max(16, Integer.highestOneBit(Math.max(size, 1)) * 2)];
    if (chain.length < size) {
      chain = new int[size];
    }
    long[] hashes = hasher.hash(rightColumns, size);
    rightHashes = Arrays.copyOf(hashes, size);
    rightHasNullKey = false;
    int mask = buckets.length - 1;
    for (int row = size - 1; row >= 0; row--) {
      if (hasNull(rightColumns, row)) {
        rightHasNullKey = true;
        continue;
      }
      int bucket = (int) rightHashes[row] & mask;
      chain[row] = buckets[bucket];
      buckets[bucket] = row + 1;
    }
  }

  /// The key of every right row; expressions are computed a batch at a time.
  private Column keyColumn(EvaluationContext running, Expression key) {
    if (key.inputColumn() >= 0) {
      return rightRows.column(key.inputColumn());
    }
    Column all = RowLayout.newColumn(key.type(), rightRows.size());
    Batch chunk = rightRows.layout().newBatch(Column.BATCH_ROWS);
    for (int from = 0; from < rightRows.size(); from += Column.BATCH_ROWS) {
      rightRows.copyRange(from, Math.min(rightRows.size(), from + Column.BATCH_ROWS), chunk);
      all.appendRange(key.evaluate(running, chunk), 0, chunk.size());
    }
    return all;
  }

  @Override
  void startLeft(EvaluationContext running, Batch batch) {
    for (int k = 0; k < leftColumns.length; k++) {
      leftColumns[k] = leftKeys.get(k).evaluate(running, batch);
    }
    leftSize = batch.size();
    leftHashes = hasher.hash(leftColumns, leftSize);
    leftRow = -1;
    candidate = 0;
  }

  @Override
  int nextPairs(boolean[] settled) {
    int count = 0;
    while (count < PAIRS) {
      if (candidate == 0) {
        if (leftRow + 1 >= leftSize) {
          leftRow = leftSize;
          break;
        }
        leftRow++;
        if (!hasNull(leftColumns, leftRow)) {
          candidate = buckets[(int) leftHashes[leftRow] & (buckets.length - 1)];
        }
        continue;
      }
      int row = candidate - 1;
      candidate = chain[row];
      if (rightHashes[row] == leftHashes[leftRow]
          && hasher.equal(rightColumns, row, leftColumns, leftRow)) {
        if (kind.returnsLeftOnly() && (condition == null || settled[leftRow])) {
          candidate = 0;
          if (settled[leftRow]) {
            continue;
          }
        }
        pairLeft[count] = leftRow;
        pairRight[count++] = row;
      }
    }
    return count;
  }

  @Override
  boolean leftMayPass(int row) {
    return rightRows.size() == 0 || (!rightHasNullKey && !hasNull(leftColumns, row));
  }

  private static boolean hasNull(Column[] columns, int row) {
    for (Column column : columns) {
      if (column.isNull(row)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node(kind == JoinKind.INNER ? "Hash Join" : "Hash " + kind.text());
    StringBuilder keys = new StringBuilder();
    for (int k = 0; k < leftKeys.size(); k++) {
      keys.append(k == 0 ? "" : " AND ");
      keys.append('(').append(leftKeys.get(k)).append(" = ").append(rightKeys.get(k)).append(')');
    }
    printer.property("Hash Cond", leftKeys.size() == 1 ? keys.toString() : "(" + keys + ")");
    if (condition != null) {
      printer.property("Join Filter", condition.toString());
    }
  }
}
