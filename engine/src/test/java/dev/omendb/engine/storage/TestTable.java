package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.OrderedIndexReader;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A table `t (id bigint primary key, name text, vector vector(4))` and short words for what tests
/// do with it.
final class TestTable {
  static final long SCHEMA = 2200;
  static final int VECTOR_BYTES = 16;
  static final int[] NAME = {2};

  final StorageEngine engine;
  final long oid;
  final long primaryKey;

  private TestTable(StorageEngine engine, long oid, long primaryKey) {
    this.engine = engine;
    this.oid = oid;
    this.primaryKey = primaryKey;
  }

  static TestTable create(StorageEngine engine) {
    return create(engine, "t");
  }

  static TestTable create(StorageEngine engine, String name) {
    try (Transaction transaction = engine.begin()) {
      TestTable table = create(engine, transaction, name);
      transaction.commit();
      return table;
    }
  }

  static TestTable create(StorageEngine engine, Transaction transaction, String name) {
    long oid = engine.nextOid();
    long index = engine.nextOid();
    List<CatalogObject.Column> columns =
        List.of(
            column(1, "id", StorageType.INT8),
            column(2, "name", StorageType.VARIABLE),
            column(3, "vector", StorageType.fixed(VECTOR_BYTES)));
    transaction.change(
        new CatalogChange.Put(
            new Table(
                oid, SCHEMA, name, 10, Persistence.PERMANENT, columns, List.of(), Map.of())));
    transaction.change(new CatalogChange.Put(index(index, name + "_pkey", oid, 1, true)));
    return new TestTable(engine, oid, index);
  }

  /// The same table after the engine was opened again.
  TestTable in(StorageEngine reopened) {
    return new TestTable(reopened, oid, primaryKey);
  }

  static CatalogObject.Column column(int attnum, String name, StorageType storage) {
    return new CatalogObject.Column(
        attnum, name, 20, -1, storage, false, null, (char) 0, (char) 0, false, null);
  }

  static CatalogObject.Index index(
      long oid, String name, long table, int attnum, boolean unique) {
    return new CatalogObject.Index(
        oid,
        SCHEMA,
        name,
        table,
        "btree",
        unique,
        unique,
        false,
        true,
        List.of(
            new CatalogObject.IndexKey(
                attnum, null, 20, -1, StorageType.INT8, 0, false, false)),
        List.of(),
        null,
        Map.of());
  }

  Batch rows(long id, @Nullable String name) {
    Batch batch = empty();
    addRow(batch, id, name);
    return batch;
  }

  static Batch empty() {
    return new Batch(new LongColumn(), new BytesColumn(), new BytesColumn());
  }

  static void addRow(Batch batch, long id, @Nullable String name) {
    ((LongColumn) batch.column(0)).append(id);
    if (name == null) {
      batch.column(1).appendNull();
    } else {
      ((BytesColumn) batch.column(1)).append(name.getBytes(StandardCharsets.UTF_8));
    }
    ((BytesColumn) batch.column(2)).append(vector(id));
    batch.setSize(batch.size() + 1);
  }

  static byte[] vector(long id) {
    byte[] vector = new byte[VECTOR_BYTES];
    for (int i = 0; i < VECTOR_BYTES; i++) {
      vector[i] = (byte) (id * 31 + i);
    }
    return vector;
  }

  void insert(Transaction transaction, long id, @Nullable String name) {
    transaction.insert(oid, rows(id, name), null);
  }

  void insert(long id, @Nullable String name) {
    try (Transaction transaction = engine.begin()) {
      insert(transaction, id, name);
      transaction.commit();
    }
  }

  /// Row id by primary key, or -1.
  long find(Transaction transaction, long id) {
    try (TableReader reader = transaction.read(oid)) {
      long[] found = new long[2];
      byte[] key = TestKeys.key(id);
      int count = ((OrderedIndexReader) reader.index(primaryKey)).lookup(key, key.length, found);
      assert count < 2 : "two rows of key " + id;
      return count == 0 ? -1 : found[0];
    }
  }

  boolean update(Transaction transaction, long id, @Nullable String name) {
    long[] row = {find(transaction, id)};
    if (row[0] < 0) {
      return false;
    }
    if (transaction.lockRows(
        oid, row, 1, RowLock.NO_KEY_UPDATE, LockWait.WAIT)) {
      if (row[0] == Long.MIN_VALUE) {
        return false;
      }
      row[0] = -row[0] - 1;
    }
    transaction.update(oid, row, 1, rows(id, name), NAME);
    return true;
  }

  boolean delete(Transaction transaction, long id) {
    long[] row = {find(transaction, id)};
    if (row[0] < 0) {
      return false;
    }
    if (transaction.lockRows(
        oid, row, 1, RowLock.UPDATE, LockWait.WAIT)) {
      if (row[0] == Long.MIN_VALUE) {
        return false;
      }
      row[0] = -row[0] - 1;
    }
    transaction.delete(oid, row, 1);
    return true;
  }

  /// All rows by scan; checks that every vector belongs to its id.
  TreeMap<Long, String> scan(Transaction transaction) {
    TreeMap<Long, String> found = new TreeMap<>();
    int[] positions = new int[Column.BATCH_ROWS];
    try (TableReader reader = transaction.read(oid)) {
      for (SegmentReader segment : reader.segments()) {
        for (int from = 0; from < segment.rowCount(); from += positions.length) {
          int to = Math.min(segment.rowCount(), from + positions.length);
          int count = segment.selectVisible(from, to, positions);
          Batch batch = empty();
          for (int attnum = 1; attnum <= 3; attnum++) {
            segment.read(attnum, positions, count, batch.column(attnum - 1));
          }
          collect(batch, count, found);
        }
      }
    }
    return found;
  }

  TreeMap<Long, String> scan() {
    try (Transaction transaction = engine.begin()) {
      return scan(transaction);
    }
  }

  /// All rows in primary key order through the index.
  List<Long> keysByIndex(Transaction transaction, boolean descending) {
    List<Long> keys = new ArrayList<>();
    try (TableReader reader = transaction.read(oid)) {
      var cursor = ((OrderedIndexReader) reader.index(primaryKey)).range(null, null, descending);
      long[] ids = new long[100];
      for (int count = cursor.next(ids); count > 0; count = cursor.next(ids)) {
        Batch batch = new Batch(new LongColumn());
        reader.fetch(ids, count, new int[] {1}, batch);
        for (int i = 0; i < count; i++) {
          keys.add(((LongColumn) batch.column(0)).get(i));
        }
      }
    }
    return keys;
  }

  private static void collect(Batch batch, int count, Map<Long, String> into) {
    for (int i = 0; i < count; i++) {
      long id = ((LongColumn) batch.column(0)).get(i);
      BytesColumn names = (BytesColumn) batch.column(1);
      String name = names.isNull(i) ? "null" : new String(names.copy(i), StandardCharsets.UTF_8);
      byte[] vector = ((BytesColumn) batch.column(2)).copy(i);
      if (!java.util.Arrays.equals(vector, vector(id))) {
        throw new AssertionError("row " + id + " has another row's vector");
      }
      if (into.put(id, name) != null) {
        throw new AssertionError("row " + id + " appears twice");
      }
    }
  }
}
