package dev.omendb.sql.execute.window;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.window.Frame.Bound;
import org.jspecify.annotations.Nullable;

/// Where each row's frame begins and ends in its partition. Owned by one call of one operator.
final class FrameBounds {
  private final Frame frame;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean startsAtFirst;
  private boolean growing;

  FrameBounds(Frame frame) {
    this.frame = frame;
  }

  /// @param startValues endValues the bounds' values over all sorted rows, null without any
  void compute(
      Partition partition, @Nullable Column startValues, @Nullable Column endValues) {
    int size = partition.size();
    if (starts.length < size) {
      starts = new int[size];
      ends = new int[size];
    }
    startsAtFirst = frame.exclusion() == Frame.Exclusion.NO_OTHERS;
    growing = startsAtFirst;
    for (int row = 0; row < size; row++) {
      int start = start(partition, row, startValues);
      int end = end(partition, row, endValues);
      starts[row] = Math.max(0, Math.min(start, size));
      ends[row] = Math.max(starts[row], Math.min(end, size));
      startsAtFirst &= starts[row] == 0;
      growing &= startsAtFirst && (row == 0 || ends[row] >= ends[row - 1]);
    }
  }

  int start(int row) {
    return starts[row];
  }

  /// Exclusive.
  int end(int row) {
    return ends[row];
  }

  /// True when every frame begins at the partition's first row, ends no earlier than the one
  /// before, and leaves nothing out: one running state serves all rows.
  boolean isGrowing() {
    return growing;
  }

  /// Whether a row in the frame of `current` is left out.
  boolean excludes(Partition partition, int current, int row) {
    boolean peer = row >= partition.peerStart(current) && row < partition.peerEnd(current);
    return switch (frame.exclusion()) {
      case NO_OTHERS -> false;
      case CURRENT_ROW -> row == current;
      case GROUP -> peer;
      case TIES -> peer && row != current;
    };
  }

  boolean hasExclusion() {
    return frame.exclusion() != Frame.Exclusion.NO_OTHERS;
  }

  private int start(Partition partition, int row, @Nullable Column values) {
    Bound bound = frame.start();
    return switch (bound.kind()) {
      case UNBOUNDED_PRECEDING -> 0;
      case UNBOUNDED_FOLLOWING -> partition.size();
      case CURRENT_ROW -> frame.mode() == Frame.Mode.ROWS ? row : partition.peerStart(row);
      case OFFSET_PRECEDING, OFFSET_FOLLOWING ->
          offset(partition, row, values, bound.kind() == Frame.Kind.OFFSET_PRECEDING, false);
    };
  }

  private int end(Partition partition, int row, @Nullable Column values) {
    Bound bound = frame.end();
    return switch (bound.kind()) {
      case UNBOUNDED_PRECEDING -> 0;
      case UNBOUNDED_FOLLOWING -> partition.size();
      case CURRENT_ROW -> frame.mode() == Frame.Mode.ROWS ? row + 1 : partition.peerEnd(row);
      case OFFSET_PRECEDING, OFFSET_FOLLOWING ->
          offset(partition, row, values, bound.kind() == Frame.Kind.OFFSET_PRECEDING, true);
    };
  }

  private int offset(
      Partition partition, int row, @Nullable Column values, boolean preceding, boolean isEnd) {
    if (values == null) {
      throw new IllegalStateException("no value for a frame's offset");
    }
    int at = partition.first() + row;
    if (frame.mode() == Frame.Mode.RANGE) {
      if (values.isNull(at)) {
        return isEnd ? partition.peerEnd(row) : partition.peerStart(row);
      }
      return partition.search(values, at, isEnd);
    }
    long count = count(values, at, isEnd);
    long signed = preceding ? -count : count;
    if (frame.mode() == Frame.Mode.ROWS) {
      long place = row + Math.max(-partition.size(), Math.min(partition.size(), signed));
      return (int) Math.max(0, isEnd ? place + 1 : place);
    }
    long groups = Math.max(-partition.size(), Math.min(partition.size(), signed));
    long group = partition.group(row) + groups + (isEnd ? 1 : 0);
    return isEnd && group <= 0 ? 0 : partition.groupStart(group);
  }

  private static long count(Column values, int at, boolean isEnd) {
    String which = isEnd ? "ending" : "starting";
    if (values.isNull(at)) {
      throw new DatabaseException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "frame " + which + " offset must not be null");
    }
    long count = ((LongColumn) values).get(at);
    if (count < 0) {
      throw new DatabaseException(
          SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE,
          "frame " + which + " offset must not be negative");
    }
    return count;
  }
}
