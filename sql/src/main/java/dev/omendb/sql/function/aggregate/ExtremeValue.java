package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.type.PgType;
import java.util.Arrays;

/// min and max of any type, by its order. The best values are rows of a column that is rewritten
/// when most of it is stale.
final class ExtremeValue implements AggregateKernel.Accumulator {
  private final PgType type;
  private final int sign;
  private Column store;
  private int[] best = new int[1];
  private int groupCount;

  /// @param maximum max, not min
  ExtremeValue(PgType type, boolean maximum) {
    this.type = type;
    this.sign = maximum ? 1 : -1;
    this.store = type.storage(-1).newColumn(16);
    best[0] = -1;
  }

  @Override
  public void ensureGroups(int count) {
    if (count > best.length) {
      int from = best.length;
      best = Arrays.copyOf(best, Math.max(count, best.length * 2));
      Arrays.fill(best, from, best.length, -1);
    }
    groupCount = Math.max(groupCount, count);
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    Column argument = arguments[0];
    for (int i = 0; i < rows; i++) {
      if (!argument.isNull(i)) {
        add(groups[i], argument, i);
      }
    }
  }

  private void add(int group, Column source, int row) {
    int current = best[group];
    if (current >= 0 && type.compare(source, row, store, current) * sign < 0) {
      return;
    }
    if (store.size() > 1024 + 4 * groupCount) {
      compact();
    }
    best[group] = store.size();
    store.appendFrom(source, row);
  }

  private void compact() {
    Column kept = store.newEmpty(groupCount);
    for (int group = 0; group < best.length; group++) {
      if (best[group] >= 0) {
        kept.appendFrom(store, best[group]);
        best[group] = kept.size() - 1;
      }
    }
    store = kept;
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    ExtremeValue from = (ExtremeValue) other;
    for (int i = 0; i < groups.length; i++) {
      if (from.best[i] >= 0) {
        add(groups[i], from.store, from.best[i]);
      }
    }
  }

  @Override
  public void result(int group, Column into) {
    if (best[group] < 0) {
      into.appendNull();
    } else {
      into.appendFrom(store, best[group]);
    }
  }

  @Override
  public long retainedBytes() {
    return store.retainedBytes() + 4L * best.length;
  }
}
