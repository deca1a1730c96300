package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// An index that knows which rows have a key and nothing else, one bit a row: a search scores them
/// all where the table keeps them, so it is exact.
final class FlatIndex implements Index {
  private static final String LOADING = "building index: loading tuples";

  private final CatalogObject.Index definition;
  private final KeyReaders readers;
  private final Object lock = new Object();

  /// Guarded by the lock.
  private final KeyReader writer;

  /// Written under the lock.
  private volatile RowBits rows;

  FlatIndex(CatalogObject.Index definition, KeyReaders readers, RowBits rows) {
    this.definition = definition;
    this.readers = readers;
    this.writer = readers.take();
    this.rows = rows;
  }

  /// The index in the files a checkpoint named. Errors: XX002 when one is damaged.
  static FlatIndex open(
      CatalogObject.Index definition,
      KeyReaders readers,
      FileSystem files,
      String folder,
      List<String> names) {
    RowBits rows = new RowBits();
    for (String name : names) {
      rows.addAll(RowBits.decode(PartFile.readNumbers(files, folder + "/" + name)));
    }
    rows.publish();
    return new FlatIndex(definition, readers, rows);
  }

  CatalogObject.Index definition() {
    return definition;
  }

  KeyReaders readers() {
    return readers;
  }

  @Override
  public void append(IndexRows added) {
    synchronized (lock) {
      add(writer, added, 0, added.count(), rows);
      rows.publish();
    }
  }

  private static void add(KeyReader reader, IndexRows from, int start, int end, RowBits into) {
    for (int i = start; i < end; i++) {
      if (!reader.isNull(from.segment(), from.positions()[i])) {
        into.add(from.rowId(i));
      }
    }
  }

  @Override
  public void fill(List<IndexRows> given, BuildMonitor monitor) {
    monitor.begin(LOADING, given.stream().mapToLong(IndexRows::count).sum());
    RowBits found = new RowBits();
    KeyReader reader = readers.take();
    long done = 0;
    for (IndexRows group : given) {
      for (int start = 0; start < group.count(); start += Column.BATCH_ROWS) {
        if (monitor.isCancelled()) {
          throw monitor.cancellation();
        }
        int end = Math.min(group.count(), start + Column.BATCH_ROWS);
        add(reader, group, start, end, found);
        done += end - start;
        monitor.done(done);
      }
    }
    readers.giveBack(reader);
    synchronized (lock) {
      rows.addAll(found);
      rows.publish();
    }
  }

  @Override
  public IndexReader reader(IndexSnapshot snapshot) {
    return new FlatReader(this, rows, snapshot);
  }

  @Override
  public Checkpoint checkpoint() {
    long[] then;
    synchronized (lock) {
      then = rows.encode();
    }
    return (files, folder, prefix) ->
        then.length == 0
            ? List.of()
            : List.of(PartFile.writeNumbers(files, folder, prefix + "rows-", then));
  }

  @Override
  public void moved(LongUnaryOperator newRowIds) {
    synchronized (lock) {
      RowBits renumbered = rows.renumbered(newRowIds);
      renumbered.publish();
      rows = renumbered;
    }
  }

  @Override
  public long bytes() {
    return rows.bytes();
  }

  @Override
  public void close() {}
}
