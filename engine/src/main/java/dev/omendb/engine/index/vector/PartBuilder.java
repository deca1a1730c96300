package dev.omendb.engine.index.vector;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.rabitq.BuildOptions;
import dev.omendb.kernels.rabitq.IvfBuilder;
import dev.omendb.kernels.rabitq.IvfPart;
import dev.omendb.kernels.rabitq.RowSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;

/// Builds parts from rows of the table.
final class PartBuilder {
  private static final long ALIGNMENT = 64;

  private final VectorKey key;
  private final Map<String, String> options;
  private final int threads;

  PartBuilder(VectorKey key, Map<String, String> options, int threads) {
    this.key = key;
    this.options = options;
    this.threads = threads;
  }

  Part build(List<RowGroup> rows, BooleanSupplier cancelled) {
    Source source = new Source(rows);
    BuildOptions how =
        new BuildOptions(lists(source.count), threads, cancelled, encoded -> {});
    Arena arena = Arena.ofAuto();
    try {
      IvfPart part =
          IvfBuilder.build(
              key.metric(), key.dimensions(), source, how,
              bytes -> arena.allocate(bytes, ALIGNMENT));
      return new Part(part, null, arena);
    } catch (CancellationException e) {
      throw new DatabaseException(
          SqlState.QUERY_CANCELED, "canceling statement due to user request");
    }
  }

  /// ivfflat's `lists` counts when given; otherwise the number of rows decides.
  private int lists(int rows) {
    String lists = options.get("lists");
    return lists == null ? 0 : Math.max(1, Math.min(Integer.parseInt(lists), rows));
  }

  /// Rows that have a vector, of any segments.
  private final class Source implements RowSource {
    private final int count;
    private final int[] starts;
    private final SegmentReader[] segments;
    private final int[][] positions;
    private final long[][] ids;

    Source(List<RowGroup> groups) {
      int size = groups.size();
      segments = new SegmentReader[size];
      positions = new int[size][];
      ids = new long[size][];
      starts = new int[size + 1];
      int total = 0;
      for (int i = 0; i < size; i++) {
        segments[i] = groups.get(i).rows().segment();
        starts[i] = total;
        total += take(groups.get(i), i);
      }
      starts[size] = total;
      count = total;
    }

    /// Keeps the rows of a group that are there and not NULL.
    private int take(RowGroup group, int index) {
      IndexRows rows = group.rows();
      int[] kept = new int[rows.count()];
      long[] keptIds = new long[rows.count()];
      int size = 0;
      for (int i = 0; i < rows.count(); i++) {
        long id = group.id(i);
        if (id >= 0 && !rows.segment().isNull(key.attnum(), rows.positions()[i])) {
          kept[size] = rows.positions()[i];
          keptIds[size++] = id;
        }
      }
      positions[index] = Arrays.copyOf(kept, size);
      ids[index] = Arrays.copyOf(keptIds, size);
      return size;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public long id(int row) {
      int group = group(row);
      return ids[group][row - starts[group]];
    }

    @Override
    public void read(int first, int rows, float[] target) {
      int group = group(first);
      for (int i = 0; i < rows; i++) {
        int row = first + i;
        while (row >= starts[group + 1]) {
          group++;
        }
        RowVectors.read(
            key, segments[group], positions[group][row - starts[group]], target,
            i * key.dimensions());
      }
    }

    private int group(int row) {
      int found = Arrays.binarySearch(starts, row);
      int group = found >= 0 ? found : -found - 2;
      while (starts[group + 1] <= row) {
        group++;
      }
      return group;
    }
  }

  /// The same part with other row ids; -1 removes a row.
  static Part renumbered(Part part, LongUnaryOperator newRowIds) {
    MemorySegment old = part.codes().image();
    Arena arena = Arena.ofAuto();
    MemorySegment copy = arena.allocate(old.byteSize(), ALIGNMENT);
    MemorySegment.copy(old, 0, copy, 0, old.byteSize());
    IvfPart.renumber(copy, newRowIds);
    return new Part(IvfPart.open(copy), null, arena);
  }
}
