package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.SimulatedCrash;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// [StorageEngineContract] for files, and what only files can show: reopening.
class SegmentStorageTest extends StorageEngineContract {
  private final FileSystem files = new CrashableFileSystem();

  @Override
  StorageEngine open() {
    return open(files);
  }

  private static StorageEngine open(FileSystem folder) {
    return SegmentStorage.open(folder, StorageOptions.DEFAULT, new TestKeys());
  }

  @Test
  void everythingIsThereAfterReopening() {
    FileSystem folder = new CrashableFileSystem();
    TestTable table;
    try (StorageEngine engine = open(folder)) {
      table = TestTable.create(engine);
      table.insert(1, "one");
      table.insert(2, "two");
      table.insert(3, null);
      try (Transaction writer = engine.begin()) {
        table.update(writer, 1, "uno");
        table.update(writer, 1, "eins");
        table.delete(writer, 2);
        writer.commit();
      }
      try (Transaction writer = engine.begin()) {
        for (int from = 0; from < 100_000; from += 1000) {
          Batch batch = TestTable.empty();
          for (int i = 0; i < 1000; i++) {
            TestTable.addRow(batch, 1000 + from + i, i % 7 == 0 ? null : "row " + i);
          }
          writer.insert(table.oid, batch, null);
        }
        writer.commit();
      }
      table.insert(4, "four");
    }
    for (int round = 0; round < 2; round++) {
      try (StorageEngine engine = open(folder)) {
        TestTable reopened = table.in(engine);
        assertThat(reopened.scan())
            .hasSize(100_003 + round)
            .containsEntry(1L, "eins")
            .containsEntry(3L, "null");
        try (Transaction reader = engine.begin()) {
          assertThat(reopened.find(reader, 2)).isEqualTo(-1);
          assertThat(reopened.find(reader, 1)).isNotEqualTo(-1);
          assertThat(reopened.find(reader, 50_000)).isNotEqualTo(-1);
          assertThat(reopened.keysByIndex(reader, false)).hasSize(100_003 + round).isSorted();
        }
        reopened.insert(-round - 1, "after");
        assertThat(engine.nextOid()).isGreaterThan(table.primaryKey);
      }
    }
  }

  /// Rows go to the log as they come; what is rolled back, truncated and left by a crash lies among
  /// them.
  @Test
  void rowsThatWentAheadOfTheirCommit() {
    StorageOptions options = new StorageOptions(256L << 20, 1);
    CrashableFileSystem folder = new CrashableFileSystem();
    SegmentStorage first = SegmentStorage.open(folder, options, new TestKeys());
    TestTable table = TestTable.create(first);
    Transaction lost = first.begin();
    table.insert(lost, 1, "lost");
    table.insert(lost, 2, "lost");
    long lostId = lost.id();
    table.insert(50, "kept");
    folder.crash();
    folder = folder.restart(new Random(1));

    try (SegmentStorage second = SegmentStorage.open(folder, options, new TestKeys())) {
      TestTable again = table.in(second);
      for (int i = 0; i < 3; i++) {
        again.insert(100 + i, "between");
      }
      try (Transaction writer = second.begin()) {
        again.insert(writer, 3, "three");
        int mark = writer.savepoint();
        again.insert(writer, 4, "four");
        writer.rollbackTo(mark);
        again.insert(writer, 5, "five");
        writer.truncate(table.oid);
        again.insert(writer, 6, "six");
        writer.rollbackTo(mark);
        again.insert(writer, 7, "seven");
        again.insert(writer, 8, "eight");
        int end = writer.savepoint();
        again.insert(writer, 9, "nine");
        writer.rollbackTo(end);
        second.checkpoint();
        assertThat(lostId).isLessThanOrEqualTo(writer.id());
        writer.commit();
      }
      folder.crash();
    } catch (SimulatedCrash e) {
      folder = folder.restart(new Random(2));
    }
    try (SegmentStorage third = SegmentStorage.open(folder, options, new TestKeys())) {
      assertThat(table.in(third).scan())
          .containsOnlyKeys(3L, 7L, 8L, 50L, 100L, 101L, 102L)
          .containsEntry(7L, "seven");
    }
  }

  @Test
  void temporaryTablesAreGoneAfterReopening() {
    CrashableFileSystem folder = new CrashableFileSystem();
    TestTable permanent;
    TestTable temporary;
    try (StorageEngine engine = open(folder)) {
      permanent = TestTable.create(engine);
      try (Transaction writer = engine.begin()) {
        temporary = TestTable.create(engine, writer, "temporary");
        CatalogObject.Table table =
            writer.catalog().find(CatalogObject.Table.class, temporary.oid).orElseThrow();
        writer.change(
            new CatalogChange.Put(
                new CatalogObject.Table(
                    table.oid(),
                    table.schemaOid(),
                    table.name(),
                    table.ownerOid(),
                    CatalogObject.Persistence.TEMPORARY,
                    table.columns(),
                    table.constraints(),
                    table.options())));
        temporary.insert(writer, 1, "t");
        permanent.insert(writer, 1, "p");
        writer.commit();
      }
      temporary.insert(2, "t");
      assertThat(temporary.scan()).hasSize(2);
      engine.checkpoint();
      assertThat(temporary.scan()).hasSize(2);
      temporary.insert(3, "t");
      permanent.insert(2, "p");
      folder.crash();
    } catch (SimulatedCrash e) {
      folder = folder.restart(new Random(1));
    }
    try (StorageEngine engine = open(folder)) {
      assertThat(engine.catalog().all(CatalogObject.Table.class))
          .extracting(CatalogObject.Table::name)
          .containsExactly("t");
      assertThat(engine.catalog().all(CatalogObject.Index.class)).hasSize(1);
      assertThat(engine.tableRows(engine.catalog().all(CatalogObject.Table.class).getFirst().oid()))
          .isEqualTo(2);
    }
  }
}
