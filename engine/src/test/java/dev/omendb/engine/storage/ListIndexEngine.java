package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.function.LongUnaryOperator;

/// An index that is a list of row ids of one column: the simplest thing storage can drive. A search
/// finds rows whose value equals the query.
final class ListIndexEngine implements IndexEngine {
  int builds;

  @Override
  public String accessMethod() {
    return "list";
  }

  @Override
  public Index build(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      List<IndexRows> rows,
      BuildMonitor monitor) {
    builds++;
    ListIndex index = new ListIndex(definition.keys().getFirst().attnum());
    rows.forEach(index::append);
    return index;
  }

  @Override
  public Index open(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      FileSystem files,
      String folder,
      List<String> names) {
    ListIndex index = new ListIndex(definition.keys().getFirst().attnum());
    for (String name : names) {
      ByteBuffer content = ByteBuffer.wrap(files.readAll(folder + "/" + name));
      while (content.hasRemaining()) {
        index.entries.add(content.getLong());
      }
    }
    return index;
  }

  private static final class ListIndex implements Index {
    private final int attnum;
    private final List<Long> entries = new CopyOnWriteArrayList<>();
    private int version;

    ListIndex(int attnum) {
      this.attnum = attnum;
    }

    @Override
    public void append(IndexRows rows) {
      for (int i = 0; i < rows.count(); i++) {
        entries.add(rows.rowId(i));
      }
    }

    @Override
    public IndexReader reader(IndexSnapshot snapshot) {
      return new VectorIndexReader() {
        @Override
        public VectorSearch search(VectorQuery query) {
          return new Search(matches(snapshot, query.vector()));
        }

        @Override
        public double recall(int k, int samples, double target, RandomGenerator random) {
          return 1;
        }
      };
    }

    private List<Long> matches(IndexSnapshot snapshot, byte[] value) {
      List<Long> found = new ArrayList<>();
      for (long entry : entries) {
        long[] id = {entry};
        SegmentReader segment = snapshot.segment((int) (entry >>> 32));
        if (segment != null
            && equals(segment, (int) entry, value)
            && snapshot.visible(id, 1) == 1) {
          found.add(id[0]);
        }
      }
      for (IndexRows rows : snapshot.ownRows()) {
        for (int i = 0; i < rows.count(); i++) {
          if (equals(rows.segment(), rows.positions()[i], value)) {
            found.add(rows.rowId(i));
          }
        }
      }
      return found;
    }

    private boolean equals(SegmentReader segment, int position, byte[] value) {
      BytesColumn column = new BytesColumn();
      segment.read(attnum, position, position + 1, column);
      return java.util.Arrays.equals(column.copy(0), value);
    }

    @Override
    public Checkpoint checkpoint() {
      List<Long> now = List.copyOf(entries);
      int number = ++version;
      return (files, folder, prefix) -> {
        String name = prefix + number + "-" + now.size() + ".list";
        if (files.exists(folder + "/" + name)) {
          files.delete(folder + "/" + name);
        }
        ByteBuffer content = ByteBuffer.allocate(8 * now.size());
        now.forEach(content::putLong);
        try (DataFile file = files.create(folder + "/" + name)) {
          file.write(0, content.flip());
          file.force();
        }
        return List.of(name);
      };
    }

    @Override
    public void moved(LongUnaryOperator newRowIds) {
      List<Long> moved = new ArrayList<>();
      for (long entry : entries) {
        long id = newRowIds.applyAsLong(entry);
        if (id >= 0) {
          moved.add(id);
        }
      }
      entries.clear();
      entries.addAll(moved);
    }

    @Override
    public long bytes() {
      return 8L * entries.size();
    }

    @Override
    public void close() {}
  }

  private record Search(List<Long> found) implements VectorIndexReader.VectorSearch {
    @Override
    public int next(long[] rowIds, double[] distances) {
      for (int i = 0; i < found.size(); i++) {
        rowIds[i] = found.get(i);
      }
      int count = found.size();
      found.clear();
      return count;
    }

    @Override
    public void close() {}

    @Override
    public VectorIndexReader.SearchStatistics statistics() {
      return new VectorIndexReader.SearchStatistics(1, 0, 0, 0, 0, 0, 1);
    }
  }
}
