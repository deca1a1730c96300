package dev.omendb.sql.execute.join;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the joins share: the right side is read into memory, each left batch is paired with it some
/// candidates at a time, the condition is evaluated over the pairs, and rows without a partner are
/// added where the kind keeps them. Subclasses name the candidates.
abstract class PairJoin extends Operator {
  /// Candidates looked at in one go.
  static final int PAIRS = Column.BATCH_ROWS;

  final JoinKind kind;
  final Operator left;
  final Operator right;
  final @Nullable Expression condition;

  final RowBuffer rightRows;

  /// The candidate pairs: a row of the left batch and one of [#rightRows].
  final int[] pairLeft = new int[PAIRS];

  final int[] pairRight = new int[PAIRS];

  private final Batch pairs;
  private final Batch output;
  private final Selection selection = new Selection();
  private boolean[] leftMatched = new boolean[PAIRS];
  private boolean[] leftUnknown = new boolean[PAIRS];
  private final BitSet rightMatched = new BitSet();
  private @Nullable EvaluationContext context;
  private @Nullable Batch leftBatch;
  private boolean rightRead;
  private boolean leftDone;
  private int nextUnmatchedRight;

  PairJoin(JoinKind kind, Operator left, Operator right, @Nullable Expression condition) {
    super(kind.layout(left.layout(), right.layout()));
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.condition = condition;
    this.rightRows = new RowBuffer(right.layout());
    RowLayout both = left.layout().concat(right.layout());
    this.pairs = both.newBatch(64);
    this.output = layout().newBatch(64);
  }

  /// The right side is complete in [#rightRows].
  abstract void rightComplete(EvaluationContext running);

  /// A new left batch: start from its first candidate.
  abstract void startLeft(EvaluationContext running, Batch batch);

  /// Fills [#pairLeft] and [#pairRight] with the next candidates; 0 when the batch has no more.
  /// `settled` tells for each left row that no more candidates of it are needed.
  abstract int nextPairs(boolean[] settled);

  /// Whether a NOT IN over this left row can be true at all (no NULL key against a non-empty side).
  boolean leftMayPass(int row) {
    return true;
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    rightRows.clear();
    rightMatched.clear();
    rightRead = false;
    leftDone = false;
    leftBatch = null;
    nextUnmatchedRight = 0;
    left.open(newContext);
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    if (running == null) {
      return null;
    }
    if (!rightRead) {
      readRight(running);
    }
    while (!leftDone) {
      running.checkCancelled();
      if (leftBatch == null) {
        leftBatch = left.next();
        if (leftBatch == null) {
          leftDone = true;
          break;
        }
        resetMatches(leftBatch.size());
        startLeft(running, leftBatch);
      }
      Batch result = advance(running, leftBatch);
      if (result != null) {
        return result;
      }
    }
    return kind.keepsUnmatchedRight() ? unmatchedRight() : null;
  }

  private void readRight(EvaluationContext running) {
    right.open(running);
    for (Batch batch = right.next(); batch != null; batch = right.next()) {
      running.checkCancelled();
      rightRows.append(batch);
    }
    rightComplete(running);
    rightRead = true;
  }

  private void resetMatches(int size) {
    if (leftMatched.length < size) {
      leftMatched = new boolean[size];
      leftUnknown = new boolean[size];
    }
    for (int row = 0; row < size; row++) {
      leftMatched[row] = false;
      leftUnknown[row] = false;
    }
  }

  /// The next result of the current left batch, or null when it gave none this time.
  private @Nullable Batch advance(EvaluationContext running, Batch batch) {
    int count = nextPairs(leftMatched);
    if (count > 0) {
      return joinPairs(running, batch, count);
    }
    leftBatch = null;
    if (kind.keepsUnmatchedLeft()) {
      selectLeft(batch.size(), false);
      return selection.count() == 0 ? null : leftWithNulls(batch);
    }
    if (kind.returnsLeftOnly()) {
      selectLeft(batch.size(), kind == JoinKind.SEMI);
      if (selection.count() == 0) {
        return null;
      }
      selection.compact(batch, output);
      return output;
    }
    return null;
  }

  private @Nullable Batch joinPairs(EvaluationContext running, Batch batch, int count) {
    int kept = count;
    if (condition != null) {
      gather(pairs, batch, count);
      Column passed = condition.evaluate(running, pairs);
      if (kind == JoinKind.NULL_AWARE_ANTI) {
        markUnknown(passed, count);
      }
      kept = selection.choose(passed, count);
      int[] rows = selection.rows();
      for (int i = 0; i < kept; i++) {
        pairLeft[i] = pairLeft[rows[i]];
        pairRight[i] = pairRight[rows[i]];
      }
    }
    for (int i = 0; i < kept; i++) {
      leftMatched[pairLeft[i]] = true;
    }
    if (kind.returnsLeftOnly() || kept == 0) {
      return null;
    }
    if (kind.keepsUnmatchedRight()) {
      for (int i = 0; i < kept; i++) {
        rightMatched.set(pairRight[i]);
      }
    }
    if (condition != null && kept == count) {
      return pairs;
    }
    gather(output, batch, kept);
    return output;
  }

  private void markUnknown(Column passed, int count) {
    if (passed.hasNulls()) {
      for (int i = 0; i < count; i++) {
        leftUnknown[pairLeft[i]] |= passed.isNull(i);
      }
    }
  }

  private void gather(Batch into, Batch batch, int count) {
    into.clear();
    int leftWidth = batch.width();
    for (int c = 0; c < leftWidth; c++) {
      into.column(c).appendRows(batch.column(c), pairLeft, count);
    }
    for (int c = leftWidth; c < into.width(); c++) {
      into.column(c).appendRows(rightRows.column(c - leftWidth), pairRight, count);
    }
    into.setSize(count);
  }

  /// Selects the left rows that matched (or those that did not).
  private void selectLeft(int size, boolean matched) {
    selection.clear(size);
    for (int row = 0; row < size; row++) {
      boolean passes = leftMatched[row] == matched;
      if (kind == JoinKind.NULL_AWARE_ANTI) {
        passes &= !leftUnknown[row] && leftMayPass(row);
      }
      if (passes) {
        selection.add(row);
      }
    }
  }

  private Batch leftWithNulls(Batch batch) {
    output.clear();
    int count = selection.count();
    int leftWidth = batch.width();
    for (int c = 0; c < output.width(); c++) {
      if (c < leftWidth) {
        output.column(c).appendRows(batch.column(c), selection.rows(), count);
      } else {
        appendNulls(output.column(c), count);
      }
    }
    output.setSize(count);
    return output;
  }

  private @Nullable Batch unmatchedRight() {
    int count = 0;
    while (count < PAIRS && nextUnmatchedRight < rightRows.size()) {
      int row = rightMatched.nextClearBit(nextUnmatchedRight);
      nextUnmatchedRight = row + 1;
      if (row < rightRows.size()) {
        pairRight[count++] = row;
      }
    }
    if (count == 0) {
      return null;
    }
    output.clear();
    int leftWidth = left.layout().width();
    for (int c = 0; c < output.width(); c++) {
      if (c < leftWidth) {
        appendNulls(output.column(c), count);
      } else {
        output.column(c).appendRows(rightRows.column(c - leftWidth), pairRight, count);
      }
    }
    output.setSize(count);
    return output;
  }

  private static void appendNulls(Column column, int count) {
    for (int i = 0; i < count; i++) {
      column.appendNull();
    }
  }

  @Override
  protected void stop() {
    context = null;
    leftBatch = null;
    rightRows.clear();
    left.close();
    right.close();
  }

  @Override
  public List<Operator> children() {
    return List.of(left, right);
  }

  @Override
  public List<Subplan> subplans() {
    return condition == null ? List.of() : Subplans.of(List.of(condition));
  }
}
