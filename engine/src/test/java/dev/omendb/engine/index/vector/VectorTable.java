package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.index.VectorIndexReader.SearchStatistics;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.SegmentStorage;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.StorageOptions;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// A table `t (id bigint, note bigint, embedding vector)` with a vector index, and the exact
/// answers to compare the index's with.
final class VectorTable {
  static final int DIMENSIONS = ValueForm.DIMENSIONS;
  static final int EMBEDDING = 3;
  private static final long OID = 100_000;
  private static final long INDEX = 100_001;
  private static final int CLUSTERS = 64;
  static final ComputeEngine COMPUTE = ComputeEngines.byName("auto");

  final StorageEngine engine;
  private final IndexEngine indexes;
  private final ValueForm form;
  private final float[][] centres;

  /// A row found.
  record Hit(long id, double distance) {}

  private VectorTable(StorageEngine engine, IndexEngine indexes, ValueForm form) {
    this.engine = engine;
    this.indexes = indexes;
    this.form = form;
    Random random = new Random(7);
    this.centres = new float[CLUSTERS][DIMENSIONS];
    for (float[] centre : centres) {
      for (int i = 0; i < DIMENSIONS; i++) {
        centre[i] = (float) random.nextGaussian();
      }
    }
  }

  /// With the access method `hnsw`.
  ///
  /// @param background runs the builds of parts
  static VectorTable open(FileSystem files, ValueForm form, Executor background) {
    return open(files, form, hnsw(form, background));
  }

  static IndexEngine hnsw(ValueForm form, Executor background) {
    VectorKey key = form.key(EMBEDDING);
    return new VectorIndexEngine("hnsw", (definition, table) -> key, COMPUTE, background, 2);
  }

  static VectorTable open(FileSystem files, ValueForm form, IndexEngine indexes) {
    return new VectorTable(
        SegmentStorage.open(files, StorageOptions.DEFAULT, new Support(indexes)), indexes, form);
  }

  private record Support(IndexEngine indexes) implements IndexSupport {
    @Override
    public IndexKeys keys(Catalog catalog, CatalogObject.Index definition) {
      return new EmbeddingKeys(definition.predicateSql() != null);
    }

    @Override
    public Optional<IndexEngine> engine(String accessMethod) {
      return accessMethod.equals(indexes.accessMethod()) ? Optional.of(indexes) : Optional.empty();
    }
  }

  /// The column `embedding`; of a partial index, where `note` is 0.
  private static final class EmbeddingKeys implements IndexKeys {
    private final boolean partial;
    private Batch rows = new Batch();

    EmbeddingKeys(boolean partial) {
      this.partial = partial;
    }

    @Override
    public int[] attnums() {
      return partial ? new int[] {2, EMBEDDING} : new int[] {EMBEDDING};
    }

    @Override
    public void bind(Batch bound) {
      rows = bound;
    }

    @Override
    public boolean includes(int row) {
      return !partial || ((LongColumn) rows.column(1)).get(row) == 0;
    }

    @Override
    public boolean hasNull(int row) {
      return false;
    }

    @Override
    public void encode(int row, KeyBuffer into) {}

    @Override
    public Column key(int index) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String describe(int row) {
      return "";
    }
  }

  void create() {
    StorageType vector = form.storage();
    List<CatalogObject.Column> columns =
        List.of(
            column(1, "id", StorageType.INT8),
            column(2, "note", StorageType.INT8),
            column(EMBEDDING, "embedding", vector));
    try (Transaction transaction = engine.begin()) {
      transaction.change(
          new CatalogChange.Put(
              new CatalogObject.Table(
                  OID, 2200, "t", 10, Persistence.PERMANENT, columns, List.of(), Map.of())));
      transaction.commit();
    }
  }

  private static CatalogObject.Column column(int attnum, String name, StorageType storage) {
    return new CatalogObject.Column(
        attnum, name, 20, -1, storage, false, null, (char) 0, (char) 0, false, null);
  }

  void createIndex() {
    createIndex(null);
  }

  /// @param predicate any text: the index is then over rows with note 0
  void createIndex(@Nullable String predicate) {
    try (Transaction transaction = engine.begin()) {
      transaction.change(new CatalogChange.Put(definition(predicate)));
      transaction.commit();
    }
  }

  private CatalogObject.Index definition(@Nullable String predicate) {
    IndexKey key =
        new IndexKey(
            EMBEDDING, null, 16385, DIMENSIONS, form.storage(), 0, false,
            false);
    return new CatalogObject.Index(
        INDEX, 2200, "t_embedding_idx", OID, indexes.accessMethod(), false, false, false, true,
        List.of(key), List.of(), predicate, Map.of());
  }

  /// An index beside the table's own, over rows of `segments`.
  Index build(List<SegmentReader> segments, BuildMonitor monitor) {
    return indexes.build(
        definition(null), catalogTable(), () -> new EmbeddingKeys(false), rowsOf(segments),
        monitor);
  }

  /// Opens what [#build] made and a checkpoint wrote.
  Index openIndex(FileSystem files, String folder, List<String> names) {
    return indexes.open(
        definition(null), catalogTable(), () -> new EmbeddingKeys(false), files, folder, names);
  }

  private CatalogObject.Table catalogTable() {
    return engine.catalog().find(CatalogObject.Table.class, OID).orElseThrow();
  }

  /// All rows of some segments.
  static List<IndexRows> rowsOf(List<SegmentReader> segments) {
    List<IndexRows> rows = new ArrayList<>();
    for (SegmentReader segment : segments) {
      int[] positions = new int[segment.rowCount()];
      Arrays.setAll(positions, i -> i);
      rows.add(new IndexRows(segment, positions, positions.length));
    }
    return rows;
  }

  TableReader reader(Transaction transaction) {
    return transaction.read(OID);
  }

  /// A vector near one of some centres.
  float[] vector(Random random) {
    float[] vector = centres[random.nextInt(CLUSTERS)].clone();
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] += (float) (0.5 * random.nextGaussian());
    }
    return vector;
  }

  byte[] encode(float[] vector) {
    return form.encode(vector);
  }

  Batch row(long id, float @Nullable [] vector) {
    Batch batch = new Batch(new LongColumn(), new LongColumn(), new BytesColumn());
    add(batch, id, vector);
    return batch;
  }

  private void add(Batch batch, long id, float @Nullable [] vector) {
    ((LongColumn) batch.column(0)).append(id);
    ((LongColumn) batch.column(1)).append(id & 1);
    if (vector == null) {
      batch.column(2).appendNull();
    } else {
      ((BytesColumn) batch.column(2)).append(encode(vector));
    }
    batch.setSize(batch.size() + 1);
  }

  void truncate() {
    try (Transaction transaction = engine.begin()) {
      transaction.truncate(OID);
      transaction.commit();
    }
  }

  void insert(long id, float @Nullable [] vector) {
    try (Transaction transaction = engine.begin()) {
      transaction.insert(OID, row(id, vector), null);
      transaction.commit();
    }
  }

  /// Inserts random rows with ids in [from, to), a thousand a commit.
  void insert(long from, long to, Random random) {
    for (long first = from; first < to; first += 1000) {
      try (Transaction transaction = engine.begin()) {
        insert(transaction, first, Math.min(to, first + 1000), random);
        transaction.commit();
      }
    }
  }

  void insert(Transaction transaction, long from, long to, Random random) {
    Batch batch = new Batch(new LongColumn(), new LongColumn(), new BytesColumn());
    for (long id = from; id < to; id++) {
      add(batch, id, vector(random));
    }
    transaction.insert(OID, batch, null);
  }

  /// Deletes rows by id.
  void delete(LongPredicate which) {
    change(which, null, 0);
  }

  /// Replaces the vectors of rows.
  void updateVectors(LongPredicate which, Random random) {
    change(which, random, EMBEDDING);
  }

  /// Changes another column of rows.
  void updateNotes(LongPredicate which) {
    change(which, null, 2);
  }

  private void change(LongPredicate which, @Nullable Random random, int attnum) {
    try (Transaction transaction = engine.begin()) {
      change(transaction, which, random, attnum);
      transaction.commit();
    }
  }

  /// @param random gives new vectors, null to leave them
  /// @param attnum the column that changes, 0 to delete the rows
  void change(
      Transaction transaction, LongPredicate which, @Nullable Random random, int attnum) {
    List<Long> rows = new ArrayList<>();
    try (TableReader reader = transaction.read(OID)) {
      forEach(reader, (rowId, id, vector) -> {
        if (which.test(id)) {
          rows.add(rowId);
        }
      });
    }
    for (long rowId : rows) {
      long[] one = {rowId};
      transaction.lockRows(OID, one, 1, RowLock.UPDATE, LockWait.WAIT);
      if (attnum == 0) {
        transaction.delete(OID, one, 1);
        continue;
      }
      Batch now = new Batch(new LongColumn(), new LongColumn(), new BytesColumn());
      try (TableReader reader = transaction.read(OID)) {
        reader.fetch(one, 1, new int[] {1, 2, 3}, now);
      }
      if (random != null) {
        long id = ((LongColumn) now.column(0)).get(0);
        now = row(id, vector(random));
      }
      transaction.update(OID, one, 1, now, new int[] {attnum});
    }
  }

  private interface RowVisitor {
    void visit(long rowId, long id, float @Nullable [] vector);
  }

  private void forEach(TableReader reader, RowVisitor visitor) {
    for (SegmentReader segment : reader.segments()) {
      int size = segment.rowCount();
      LongColumn ids = new LongColumn(size);
      BytesColumn vectors = new BytesColumn(size);
      segment.read(1, 0, size, ids);
      segment.read(EMBEDDING, 0, size, vectors);
      for (int position = 0; position < size; position++) {
        if (segment.isVisible(position)) {
          float[] vector = vectors.isNull(position) ? null : form.decode(vectors.copy(position));
          visitor.visit(
              (long) segment.number() << 32 | position, ids.get(position), vector);
        }
      }
    }
  }


  /// A row as it is.
  record Row(long id, float[] vector) {}

  /// All rows with a vector.
  List<Row> rows(Transaction transaction) {
    List<Row> rows = new ArrayList<>();
    try (TableReader reader = transaction.read(OID)) {
      forEach(
          reader,
          (rowId, id, vector) -> {
            if (vector != null) {
              rows.add(new Row(id, vector));
            }
          });
    }
    return rows;
  }

  /// The distances of rows, least first.
  double[] exact(List<Row> rows, float[] query) {
    float[] shown = form.decode(form.encode(query));
    return rows.stream()
        .mapToDouble(row -> form.distance(shown, row.vector()))
        .sorted()
        .toArray();
  }

  /// How many hits are among the `k` nearest.
  static int found(List<Hit> hits, double[] exact, int k) {
    double farthest = exact[Math.min(k, exact.length) - 1];
    double limit = farthest + 1e-5 * Math.abs(farthest) + 1e-6;
    return (int) hits.stream().filter(hit -> hit.distance() <= limit).count();
  }

  /// What the index answers, `rows` of them at most.
  List<Hit> search(Transaction transaction, float[] query, int k, double recall, int rows) {
    return search(
        transaction,
        new VectorQuery(encode(query), k, recall, 0, null, Double.POSITIVE_INFINITY),
        rows);
  }

  List<Hit> search(Transaction transaction, VectorQuery query, int rows) {
    return search(transaction, query, rows, () -> {});
  }

  /// @param meanwhile is done each time some rows have come
  List<Hit> search(Transaction transaction, VectorQuery query, int rows, Runnable meanwhile) {
    List<Hit> hits = new ArrayList<>();
    try (TableReader reader = transaction.read(OID)) {
      VectorSearch search = ((VectorIndexReader) reader.index(INDEX)).search(query);
      long[] ids = new long[Math.min(rows, query.k())];
      double[] distances = new double[ids.length];
      while (hits.size() < rows) {
        int count = search.next(ids, distances);
        if (count == 0) {
          break;
        }
        meanwhile.run();
        Batch batch = new Batch(new LongColumn());
        reader.fetch(ids, count, new int[] {1}, batch);
        for (int i = 0; i < count && hits.size() < rows; i++) {
          hits.add(new Hit(((LongColumn) batch.column(0)).get(i), distances[i]));
        }
      }
      search.close();
    }
    return hits;
  }

  SearchStatistics statistics(Transaction transaction, float[] query) {
    try (TableReader reader = transaction.read(OID)) {
      VectorSearch search =
          ((VectorIndexReader) reader.index(INDEX))
              .search(
                  new VectorQuery(
                      encode(query), 10, 0.95, 0, null, Double.POSITIVE_INFINITY));
      search.next(new long[10], new double[10]);
      search.close();
      return search.statistics();
    }
  }

  /// The rows whose id passes, as a filter.
  private RowIdFilter filter(TableReader reader, LongPredicate which) {
    java.util.Set<Long> rows = new java.util.HashSet<>();
    forEach(
        reader,
        (rowId, id, vector) -> {
          if (which.test(id)) {
            rows.add(rowId);
          }
        });
    return new RowIdFilter() {
      @Override
      public boolean contains(long rowId) {
        return rows.contains(rowId);
      }

      @Override
      public long cardinality() {
        return rows.size();
      }

      @Override
      public long[] members() {
        return rows.stream().mapToLong(Long::longValue).sorted().toArray();
      }
    };
  }

  RowIdFilter filter(Transaction transaction, LongPredicate which) {
    try (TableReader reader = transaction.read(OID)) {
      return filter(reader, which);
    }
  }

  /// The share of the exact k nearest that the index finds, over some queries.
  double recall(int k, double target, int queries, Random random) {
    int found = 0;
    try (Transaction transaction = engine.begin()) {
      List<Row> rows = rows(transaction);
      for (int q = 0; q < queries; q++) {
        float[] query = vector(random);
        List<Hit> hits = search(transaction, query, k, target, k);
        if (hits.size() != Math.min(k, rows.size())) {
          throw new AssertionError(hits.size() + " rows instead of " + k);
        }
        found += found(hits, exact(rows, query), k);
      }
    }
    return (double) found / (k * queries);
  }
}
