package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Storage drives the index of an engine: by commits, in the transaction that makes it, over
/// checkpoints, restarts and crashes.
class RowIndexTest {
  private final ListIndexEngine lists = new ListIndexEngine();
  private final IndexSupport support =
      new IndexSupport() {
        private final TestKeys keys = new TestKeys();

        @Override
        public IndexKeys keys(Catalog catalog, CatalogObject.Index definition) {
          return keys.keys(catalog, definition);
        }

        @Override
        public Optional<IndexEngine> engine(String accessMethod) {
          return accessMethod.equals("list") ? Optional.of(lists) : Optional.empty();
        }
      };
  private final CrashableFileSystem disk = new CrashableFileSystem();

  private SegmentStorage open(CrashableFileSystem files) {
    return SegmentStorage.open(files, StorageOptions.DEFAULT, support);
  }

  private static long createIndex(TestTable table, Transaction transaction) {
    long oid = table.engine.nextOid();
    CatalogObject.Index btree = TestTable.index(oid, "by_name", table.oid, 2, false);
    transaction.change(
        new CatalogChange.Put(
            new CatalogObject.Index(
                oid,
                btree.schemaOid(),
                btree.name(),
                table.oid,
                "list",
                false,
                false,
                false,
                true,
                btree.keys(),
                List.of(),
                null,
                Map.of())));
    return oid;
  }

  private static List<Long> search(
      TestTable table, Transaction transaction, long index, String name) {
    List<Long> ids = new ArrayList<>();
    try (TableReader reader = transaction.read(table.oid)) {
      byte[] value = name.getBytes(StandardCharsets.UTF_8);
      long[] rows = new long[100];
      int count =
          ((VectorIndexReader) reader.index(index))
              .search(new VectorQuery(value, 10, 0, 0, null, 0))
              .next(rows, new double[100]);
      Batch batch = new Batch(new LongColumn());
      reader.fetch(rows, count, new int[] {1}, batch);
      for (int i = 0; i < count; i++) {
        ids.add(((LongColumn) batch.column(0)).get(i));
      }
    }
    return ids;
  }

  private static List<Long> search(TestTable table, long index, String name) {
    try (Transaction transaction = table.engine.begin()) {
      return search(table, transaction, index, name);
    }
  }

  @Test
  void rowsAreFoundByTheirOwnTransactionAndAfterCommit() {
    try (StorageEngine engine = open(disk)) {
      TestTable table = TestTable.create(engine);
      table.insert(1, "a");
      long index;
      try (Transaction writer = engine.begin()) {
        table.insert(writer, 2, "a");
        index = createIndex(table, writer);
        table.insert(writer, 3, "a");
        assertThat(search(table, writer, index, "a")).containsExactlyInAnyOrder(1L, 2L, 3L);
        writer.commit();
      }
      assertThat(search(table, index, "a")).containsExactlyInAnyOrder(1L, 2L, 3L);
      try (Transaction writer = engine.begin()) {
        table.insert(writer, 4, "a");
        table.update(writer, 4, "b");
        table.update(writer, 1, "b");
        table.delete(writer, 2);
        assertThat(search(table, writer, index, "a")).containsExactly(3L);
        assertThat(search(table, writer, index, "b")).containsExactlyInAnyOrder(1L, 4L);
        assertThat(search(table, index, "a")).containsExactlyInAnyOrder(1L, 2L, 3L);
        writer.commit();
      }
      assertThat(search(table, index, "a")).containsExactly(3L);
      assertThat(search(table, index, "b")).containsExactlyInAnyOrder(1L, 4L);
      try (Transaction writer = engine.begin()) {
        writer.truncate(table.oid);
        table.insert(writer, 9, "a");
        writer.commit();
      }
      assertThat(search(table, index, "a")).containsExactly(9L);
      assertThat(search(table, index, "b")).isEmpty();
    }
  }

  @Test
  void changesOfOtherColumnsNeedNoEntry() {
    try (StorageEngine engine = open(disk)) {
      TestTable table = TestTable.create(engine);
      long index;
      try (Transaction writer = engine.begin()) {
        index = createIndex(table, writer);
        table.insert(writer, 1, "a");
        writer.commit();
      }
      try (Transaction writer = engine.begin()) {
        for (int i = 0; i < 3; i++) {
          long[] row = {table.find(writer, 1)};
          writer.update(table.oid, row, 1, table.rows(1, "a"), new int[] {3});
        }
        assertThat(search(table, writer, index, "a")).containsExactly(1L);
        writer.commit();
      }
      assertThat(search(table, index, "a")).containsExactly(1L);
    }
  }

  @Test
  void aCheckpointedIndexIsOpenedAndNotBuilt() {
    long index;
    TestTable table;
    try (StorageEngine engine = open(disk)) {
      table = TestTable.create(engine);
      table.insert(1, "a");
      try (Transaction writer = engine.begin()) {
        index = createIndex(table, writer);
        writer.commit();
      }
      engine.checkpoint();
      table.insert(2, "a");
    }
    int builds = lists.builds;
    try (StorageEngine engine = open(disk)) {
      assertThat(search(table.in(engine), index, "a")).containsExactlyInAnyOrder(1L, 2L);
      table.in(engine).insert(3, "a");
      disk.crash();
    } catch (dev.omendb.engine.fs.simulated.SimulatedCrash e) {
      // the close found no disk
    }
    try (StorageEngine engine = open(disk.restart(new java.util.Random(1)))) {
      assertThat(search(table.in(engine), index, "a")).containsExactlyInAnyOrder(1L, 2L, 3L);
    }
    assertThat(lists.builds).isEqualTo(builds);
  }
}
