package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.AggregateKernel;
import java.util.Arrays;

/// Keeps the argument rows of every group in their order of arrival: the base of array_agg,
/// string_agg and of aggregates that need all values at the end. Rows of a group are linked through
/// the columns that hold them.
public abstract class RowCollector implements AggregateKernel.Accumulator {
  private final Column[] rows;
  private final boolean skipNulls;
  private int[] next = new int[16];
  private int[] first = new int[1];
  private int[] last = new int[1];

  /// @param columns empty columns of the argument kinds
  /// @param skipNulls rows whose first argument is NULL are not kept
  protected RowCollector(Column[] columns, boolean skipNulls) {
    this.rows = columns;
    this.skipNulls = skipNulls;
    first[0] = -1;
  }

  @Override
  public final void ensureGroups(int groupCount) {
    if (groupCount > first.length) {
      int from = first.length;
      int capacity = Math.max(groupCount, first.length * 2);
      first = Arrays.copyOf(first, capacity);
      last = Arrays.copyOf(last, capacity);
      Arrays.fill(first, from, capacity, -1);
    }
  }

  @Override
  public final void add(int[] groups, Column[] arguments, int count) {
    for (int i = 0; i < count; i++) {
      if (!skipNulls || !arguments[0].isNull(i)) {
        add(groups[i], arguments, i);
      }
    }
  }

  private void add(int group, Column[] arguments, int row) {
    int at = rows[0].size();
    for (int i = 0; i < rows.length; i++) {
      rows[i].appendFrom(arguments[i], row);
    }
    if (at == next.length) {
      next = Arrays.copyOf(next, next.length * 2);
    }
    next[at] = -1;
    if (first[group] < 0) {
      first[group] = at;
    } else {
      next[last[group]] = at;
    }
    last[group] = at;
  }

  @Override
  public final void merge(AggregateKernel.Accumulator other, int[] groups) {
    RowCollector from = (RowCollector) other;
    for (int i = 0; i < groups.length; i++) {
      for (int row = from.first(i); row >= 0; row = from.next(row)) {
        add(groups[i], from.rows, row);
      }
    }
  }

  /// The group's first row in [#column], or -1.
  protected final int first(int group) {
    return first[group];
  }

  /// The row after `row` in its group, or -1.
  protected final int next(int row) {
    return next[row];
  }

  protected final Column column(int argument) {
    return rows[argument];
  }

  @Override
  public final long retainedBytes() {
    long bytes = 4L * next.length + 8L * first.length;
    for (Column column : rows) {
      bytes += column.retainedBytes();
    }
    return bytes;
  }
}
