package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every storage engine does.
abstract class StorageEngineContract {
  StorageEngine engine;
  private TestTable table;

  abstract StorageEngine open();

  @BeforeEach
  void start() {
    engine = open();
    table = TestTable.create(engine);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void rowsAreSeenByTheirOwnTransactionAtOnceAndByOthersAfterCommit() {
    try (Transaction writer = engine.begin();
        Transaction reader = engine.begin()) {
      table.insert(writer, 1, "one");
      assertThat(table.scan(writer)).containsOnlyKeys(1L);
      assertThat(table.find(writer, 1)).isNotEqualTo(-1);
      assertThat(table.scan(reader)).isEmpty();
      writer.commit();
      assertThat(table.scan(reader)).isEmpty();
      reader.refreshSnapshot();
      assertThat(table.scan(reader)).containsOnlyKeys(1L);
      assertThat(table.find(reader, 1)).isNotEqualTo(-1);
    }
  }

  @Test
  void aRollbackLeavesNothing() {
    try (Transaction writer = engine.begin()) {
      table.insert(writer, 1, "one");
      writer.rollback();
    }
    assertThat(table.scan()).isEmpty();
    table.insert(1, "again");
    assertThat(table.scan()).containsEntry(1L, "again");
  }

  @Test
  void updatesAndDeletesKeepOldSnapshotsAsTheyWere() {
    table.insert(1, "a");
    table.insert(2, "b");
    try (Transaction old = engine.begin()) {
      old.setFixedSnapshot(true);
      assertThat(table.scan(old)).hasSize(2);
      try (Transaction writer = engine.begin()) {
        assertThat(table.update(writer, 1, "a2")).isTrue();
        assertThat(table.delete(writer, 2)).isTrue();
        assertThat(table.scan(writer)).isEqualTo(new TreeMap<>(java.util.Map.of(1L, "a2")));
        writer.commit();
      }
      old.refreshSnapshot();
      assertThat(table.scan(old)).containsEntry(1L, "a").containsEntry(2L, "b");
      assertThat(table.find(old, 2)).isNotEqualTo(-1);
    }
    assertThat(table.scan()).isEqualTo(new TreeMap<>(java.util.Map.of(1L, "a2")));
    try (Transaction reader = engine.begin()) {
      assertThat(table.find(reader, 2)).isEqualTo(-1);
      assertThat(table.keysByIndex(reader, false)).containsExactly(1L);
    }
  }

  @Test
  void aRowUpdatedOftenIsFoundThroughItsFirstIndexEntry() {
    table.insert(7, "v0");
    for (int i = 1; i <= 100; i++) {
      try (Transaction writer = engine.begin()) {
        table.update(writer, 7, "v" + i);
        if (i % 2 == 0) {
          table.update(writer, 7, "v" + i);
        }
        writer.commit();
      }
    }
    assertThat(table.scan()).isEqualTo(new TreeMap<>(java.util.Map.of(7L, "v100")));
    try (Transaction reader = engine.begin()) {
      assertThat(table.find(reader, 7)).isNotEqualTo(-1);
    }
  }

  @Test
  void uniqueKeysAreKept() {
    table.insert(1, "one");
    try (Transaction writer = engine.begin()) {
      DatabaseException error =
          catchThrowableOfType(DatabaseException.class, () -> table.insert(writer, 1, "twice"));
      assertThat(error.state()).isEqualTo(SqlState.UNIQUE_VIOLATION);
      assertThat(error).hasMessage("duplicate key value violates unique constraint \"t_pkey\"");
      assertThat(error.detail()).isEqualTo("Key (id)=(1) already exists.");
      assertThat(error.constraint()).isEqualTo("t_pkey");
      assertThat(error.table()).isEqualTo("t");
      table.insert(writer, 2, "two");
      assertThatThrownBy(() -> table.insert(writer, 2, "twice"))
          .isInstanceOf(DatabaseException.class);
      assertThat(table.delete(writer, 1)).isTrue();
      table.insert(writer, 1, "new");
      writer.commit();
    }
    assertThat(table.scan()).containsEntry(1L, "new").containsEntry(2L, "two").hasSize(2);
  }

  @Test
  void savepointsTakeBackRowsDeletionsKeysAndTables() {
    table.insert(1, "one");
    try (Transaction writer = engine.begin()) {
      table.insert(writer, 2, "two");
      int savepoint = writer.savepoint();
      table.insert(writer, 3, "three");
      table.delete(writer, 1);
      table.update(writer, 2, "changed");
      TestTable other = TestTable.create(engine, writer, "other");
      other.insert(writer, 1, "x");
      writer.truncate(table.oid);
      table.insert(writer, 1, "after truncate");
      assertThat(table.scan(writer)).hasSize(1);
      writer.rollbackTo(savepoint);
      assertThat(table.scan(writer)).containsEntry(1L, "one").containsEntry(2L, "two").hasSize(2);
      assertThat(writer.catalog().relation(TestTable.SCHEMA, "other")).isEmpty();
      table.insert(writer, 3, "again");
      writer.commit();
    }
    assertThat(table.scan()).containsOnlyKeys(1L, 2L, 3L).containsEntry(3L, "again");
  }

  @Test
  void truncateEmptiesTheTableForEverybodyAfterCommit() {
    table.insert(1, "one");
    try (Transaction writer = engine.begin()) {
      writer.truncate(table.oid);
      assertThat(table.scan(writer)).isEmpty();
      table.insert(writer, 1, "new");
      assertThat(table.scan()).containsEntry(1L, "one");
      writer.commit();
    }
    assertThat(table.scan()).containsEntry(1L, "new").hasSize(1);
    table.insert(2, "two");
    assertThat(table.scan()).hasSize(2);
  }

  @Test
  void bigTransactionsMixWithSmallOnes() {
    table.insert(-1, "small");
    try (Transaction writer = engine.begin()) {
      for (int from = 0; from < 20_000; from += 1000) {
        Batch batch = TestTable.empty();
        for (int i = 0; i < 1000; i++) {
          TestTable.addRow(batch, from + i, i % 7 == 0 ? null : "row " + i);
        }
        writer.insert(table.oid, batch, null);
      }
      table.update(writer, 5, "five");
      table.delete(writer, 6);
      writer.commit();
    }
    table.insert(-2, "small again");
    assertThat(table.scan()).hasSize(20_001).containsEntry(5L, "five").doesNotContainKey(6L);
    try (Transaction reader = engine.begin()) {
      assertThat(table.keysByIndex(reader, false)).hasSize(20_001).isSorted();
      assertThat(table.find(reader, 19_999)).isNotEqualTo(-1);
      assertThat(table.find(reader, 6)).isEqualTo(-1);
    }
    assertThatThrownBy(() -> table.insert(777, "twice")).isInstanceOf(DatabaseException.class);
  }

  @Test
  void anIndexMadeLaterCoversOldAndOwnRows() {
    table.insert(1, "a");
    table.insert(2, "b");
    long index = engine.nextOid();
    try (Transaction writer = engine.begin()) {
      table.insert(writer, 3, "c");
      writer.change(new CatalogChange.Put(TestTable.index(index, "by_id", table.oid, 1, false)));
      table.insert(writer, 4, "d");
      writer.commit();
    }
    table.insert(5, "e");
    TestTable byIndex = table;
    try (Transaction reader = engine.begin();
        TableReader rows = reader.read(byIndex.oid)) {
      for (long id : LongStream.rangeClosed(1, 5).toArray()) {
        byte[] key = TestKeys.key(id);
        long[] found = new long[2];
        var ordered = (dev.omendb.engine.index.OrderedIndexReader) rows.index(index);
        assertThat(ordered.lookup(key, key.length, found)).isEqualTo(1);
      }
    }
  }

  @Test
  void aUniqueIndexIsNotMadeOverDuplicates() {
    table.insert(1, "same");
    table.insert(2, "same");
    try (Transaction writer = engine.begin()) {
      DatabaseException error =
          catchThrowableOfType(
              DatabaseException.class,
              () ->
                  writer.change(
                      new CatalogChange.Put(
                          TestTable.index(engine.nextOid(), "u", table.oid, 2, true))));
      assertThat(error).hasMessage("could not create unique index \"u\"");
      assertThat(error.detail()).isEqualTo("Key (name)=(same) is duplicated.");
    }
  }

  @Test
  void sequencesCountAndEnd() {
    long oid = engine.nextOid();
    try (Transaction writer = engine.begin()) {
      writer.change(
          new CatalogChange.Put(
              new Sequence(oid, TestTable.SCHEMA, "s", 10, 20, 1, 1, 1, 3, 1, false, 0, 0)));
      assertThat(engine.sequences().nextValue(oid)).isEqualTo(1);
      writer.commit();
    }
    assertThat(engine.sequences().nextValue(oid)).isEqualTo(2);
    engine.sequences().setValue(oid, 3, false);
    assertThat(engine.sequences().nextValue(oid)).isEqualTo(3);
    assertThatThrownBy(() -> engine.sequences().nextValue(oid))
        .hasMessage("nextval: reached maximum value of sequence \"s\" (3)");
  }

  @Test
  void addedColumnsHaveTheirMissingValueInOlderRows() {
    table.insert(1, "one");
    engine.checkpoint();
    try (Transaction writer = engine.begin()) {
      Table before = writer.catalog().find(Table.class, table.oid).orElseThrow();
      writer.change(new CatalogChange.Put(withColumn(before)));
      Batch row =
          new Batch(new LongColumn(), new BytesColumn(), new BytesColumn(), new LongColumn());
      ((LongColumn) row.column(0)).append(2);
      row.column(1).appendNull();
      row.column(2).appendNull();
      ((LongColumn) row.column(3)).append(5);
      row.setSize(1);
      writer.insert(table.oid, row, null);
      assertThat(fourthColumn(writer)).containsExactly(42L, 5L);
      writer.commit();
    }
    engine.checkpoint();
    try (Transaction reader = engine.begin()) {
      assertThat(fourthColumn(reader)).containsExactly(42L, 5L);
    }
  }

  private static Table withColumn(Table before) {
    List<CatalogObject.Column> columns = new ArrayList<>(before.columns());
    columns.add(
        new CatalogObject.Column(
            4, "n", 23, -1, StorageType.INT4, false, null, (char) 0, (char) 0, false,
            new CatalogObject.MissingValue(42, null)));
    return new Table(
        before.oid(),
        before.schemaOid(),
        before.name(),
        before.ownerOid(),
        before.persistence(),
        columns,
        before.constraints(),
        before.options());
  }

  private List<Long> fourthColumn(Transaction transaction) {
    List<Long> values = new ArrayList<>();
    try (TableReader reader = transaction.read(table.oid)) {
      for (SegmentReader segment : reader.segments()) {
        LongColumn column = new LongColumn();
        segment.read(4, 0, segment.rowCount(), column);
        for (int i = 0; i < column.size(); i++) {
          values.add(column.get(i));
        }
      }
    }
    return values;
  }

  @Test
  void aTableIsRewrittenFromAReaderOpenedBeforeItsTruncation() {
    table.insert(1, "one");
    table.insert(2, "two");
    try (Transaction writer = engine.begin()) {
      table.insert(writer, 3, "three");
      try (TableReader old = writer.read(table.oid)) {
        writer.truncate(table.oid);
        for (SegmentReader segment : old.segments()) {
          Batch rows = TestTable.empty();
          for (int attnum = 1; attnum <= 3; attnum++) {
            segment.read(attnum, 0, segment.rowCount(), rows.column(attnum - 1));
          }
          rows.setSize(segment.rowCount());
          writer.insert(table.oid, rows, null);
        }
      }
      assertThat(table.scan(writer)).containsOnlyKeys(1L, 2L, 3L);
      writer.commit();
    }
    assertThat(table.scan()).containsOnlyKeys(1L, 2L, 3L);
    try (Transaction reader = engine.begin()) {
      assertThat(table.keysByIndex(reader, true)).containsExactly(3L, 2L, 1L);
    }
  }

  @Test
  void releasedSavepointsKeepTheirWorkAndLeaveNoClaims() {
    try (Transaction writer = engine.begin()) {
      for (int i = 0; i < 5; i++) {
        int savepoint = writer.savepoint();
        table.insert(writer, i, "x");
        writer.release(savepoint);
      }
      int savepoint = writer.savepoint();
      table.insert(writer, 100, "x");
      writer.truncate(table.oid);
      table.insert(writer, 101, "x");
      writer.rollbackTo(savepoint);
      writer.commit();
    }
    assertThat(table.scan()).containsOnlyKeys(0L, 1L, 2L, 3L, 4L);
    table.insert(100, "free");
    table.insert(101, "free");
  }
}
