package dev.omendb.engine.index.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.SimulatedCrash;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.index.vector.VectorTable.Hit;
import dev.omendb.engine.index.vector.VectorTable.Row;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.engine.storage.Transaction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every index engine of vectors does, compared with a scan of the same snapshot. An engine
/// may miss some of the k nearest rows; it never loses a row from the whole, nor answers a wrong
/// one.
abstract class IndexEngineContract {
  private static final int K = 10;
  private static final int QUERIES = 8;
  private static final String FOLDER = "p0/indexes";
  private static final ValueForm FORM = ValueForm.floats(Distance.L2);

  private final CrashableFileSystem disk = new CrashableFileSystem();
  private final Random random = new Random(17);
  private VectorTable table;

  abstract IndexEngine engine(ValueForm form);

  /// The share of the nearest rows that searches aiming at all of them find.
  abstract double leastRecall();

  private VectorTable open(CrashableFileSystem files) {
    return VectorTable.open(files, FORM, engine(FORM));
  }

  @BeforeEach
  void start() {
    table = open(disk);
    table.create();
  }

  private static VectorQuery query(byte[] value, @Nullable RowIdFilter filter, double farthest) {
    return new VectorQuery(value, K, 1, 0, filter, farthest);
  }

  private VectorQuery query(float[] vector) {
    return query(table.encode(vector), null, Double.POSITIVE_INFINITY);
  }

  /// Searches find the nearest rows of a snapshot, in order, and in the end each row once.
  private void check(Transaction transaction) {
    check(transaction, table.rows(transaction), null);
  }

  private void check(Transaction transaction, List<Row> rows, @Nullable RowIdFilter filter) {
    Set<Long> expected = rows.stream().map(Row::id).collect(Collectors.toSet());
    int wanted = Math.min(K, rows.size());
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      float[] vector = table.vector(random);
      VectorQuery asked = query(table.encode(vector), filter, Double.POSITIVE_INFINITY);
      List<Hit> hits = table.search(transaction, asked, Integer.MAX_VALUE);
      assertThat(hits.stream().map(Hit::id)).doesNotHaveDuplicates().hasSameElementsAs(expected);
      List<Hit> first = hits.subList(0, wanted);
      assertThat(first).isSortedAccordingTo(Comparator.comparingDouble(Hit::distance));
      double[] exact = table.exact(rows, vector);
      found += wanted == 0 ? 0 : VectorTable.found(first, exact, K);
      double[] distances = hits.stream().mapToDouble(Hit::distance).sorted().toArray();
      for (int r = 0; r < exact.length; r++) {
        assertThat(distances[r]).isCloseTo(exact[r], org.assertj.core.data.Offset.offset(1e-3));
      }
    }
    assertThat(found).isGreaterThanOrEqualTo((int) (leastRecall() * wanted * QUERIES));
  }

  private void check() {
    try (Transaction transaction = table.engine.begin()) {
      check(transaction);
    }
  }

  @Test
  void anEmptyIndexAnswersNothing() {
    table.createIndex();
    check();
    table.insert(1, null);
    check();
    table.insert(2, table.vector(random));
    check();
  }

  @Test
  void rowsAreFoundFromTheirCommitUntilTheirDeletion() {
    table.insert(0, 200, random);
    table.createIndex();
    check();
    table.insert(200, 300, random);
    check();
    try (Transaction writer = table.engine.begin()) {
      table.insert(writer, 300, 320, random);
      check(writer);
      check();
      writer.rollback();
    }
    check();
    table.delete(id -> id % 3 == 0);
    check();
    table.updateVectors(id -> id % 5 == 0, random);
    table.updateNotes(id -> id % 7 == 0);
    check();
    table.insert(400, null);
    check();
  }

  @Test
  void aTransactionSeesItsOwnChanges() {
    table.insert(0, 200, random);
    table.createIndex();
    try (Transaction writer = table.engine.begin()) {
      table.change(writer, id -> id % 4 == 0, null, 0);
      check(writer);
      table.change(writer, id -> id % 4 == 1, random, VectorTable.EMBEDDING);
      check(writer);
      table.change(writer, id -> id % 3 == 0, null, 2);
      table.insert(writer, 200, 220, random);
      check(writer);
      table.change(writer, id -> id > 210, null, 0);
      check(writer);
      check();
      writer.commit();
    }
    check();
  }

  @Test
  void snapshotsSeeTheirPast() {
    table.insert(0, 100, random);
    table.createIndex();
    try (Transaction old = table.engine.begin()) {
      old.setFixedSnapshot(true);
      check(old);
      table.insert(100, 150, random);
      table.delete(id -> id < 20);
      table.updateVectors(id -> id < 40, random);
      check(old);
      assertThat(table.rows(old)).hasSize(100);
      check();
    }
  }

  @Test
  void tiesComeAllOfThemOnce() {
    float[] vector = table.vector(random);
    for (int i = 0; i < 40; i++) {
      table.insert(i, vector);
    }
    table.createIndex();
    for (int i = 40; i < 60; i++) {
      table.insert(i, vector);
    }
    try (Transaction transaction = table.engine.begin()) {
      List<Hit> hits = table.search(transaction, query(vector), Integer.MAX_VALUE);
      assertThat(hits.stream().map(Hit::id)).doesNotHaveDuplicates().hasSize(60);
      assertThat(hits).allMatch(hit -> hit.distance() < 1e-3);
    }
  }

  @Test
  void filtersOfAnySizeAreKept() {
    table.insert(0, 800, random);
    table.createIndex();
    table.engine.checkpoint();
    table.insert(800, 1000, random);
    try (Transaction transaction = table.engine.begin()) {
      for (int divisor : new int[] {1, 2, 50, 999, 5000}) {
        List<Row> rows =
            table.rows(transaction).stream().filter(r -> r.id() % divisor == 1 % divisor).toList();
        check(
            transaction, rows, table.filter(transaction, id -> id % divisor == 1 % divisor));
      }
      check(transaction, List.of(), table.filter(transaction, id -> false));
    }
  }

  @Test
  void aRangeHasNothingBeyondIt() {
    table.insert(0, 500, random);
    table.createIndex();
    table.engine.checkpoint();
    try (Transaction transaction = table.engine.begin()) {
      List<Row> rows = table.rows(transaction);
      for (int i = 0; i < QUERIES; i++) {
        float[] vector = table.vector(random);
        double radius = table.exact(rows, vector)[30] + 1e-4;
        List<Hit> hits =
            table.search(transaction, query(table.encode(vector), null, radius), 500);
        assertThat(hits).hasSizeBetween((int) (31 * leastRecall()), 31);
        assertThat(hits).allMatch(hit -> hit.distance() <= radius);
      }
    }
  }

  @Test
  void aBoundOnTheWorkLosesRowsButNeverTheFirst() {
    table.insert(0, 500, random);
    table.createIndex();
    table.engine.checkpoint();
    try (Transaction transaction = table.engine.begin()) {
      byte[] value = table.encode(table.vector(random));
      VectorQuery bounded =
          new VectorQuery(value, K, 1, 0, null, Double.POSITIVE_INFINITY, 1, true, () -> {});
      List<Hit> hits = table.search(transaction, bounded, Integer.MAX_VALUE);
      assertThat(hits).hasSizeBetween(K, 500);
      assertThat(hits.stream().map(Hit::id)).doesNotHaveDuplicates();
    }
  }

  @Test
  void aPartialIndexHasItsRowsOnly() {
    table.insert(0, 300, random);
    table.createIndex("note = 0");
    table.insert(300, 400, random);
    try (Transaction writer = table.engine.begin()) {
      table.insert(writer, 400, 420, random);
      List<Row> rows = table.rows(writer).stream().filter(row -> row.id() % 2 == 0).toList();
      check(writer, rows, null);
    }
  }

  @Test
  void vectorsWithoutACodeAreFound() {
    float[] huge = new float[VectorTable.DIMENSIONS];
    Arrays.fill(huge, 1e30f);
    table.insert(0, 50, random);
    table.insert(50, huge);
    table.createIndex();
    table.insert(51, huge);
    table.insert(52, new float[VectorTable.DIMENSIONS]);
    try (Transaction transaction = table.engine.begin()) {
      List<Hit> hits =
          table.search(transaction, query(table.vector(random)), Integer.MAX_VALUE);
      assertThat(hits.stream().map(Hit::id)).doesNotHaveDuplicates().hasSize(53);
      assertThat(hits.subList(51, 53)).allMatch(hit -> hit.distance() > 1e9);
    }
  }

  @Test
  void aQueryOfAnotherDimensionIsAnError() {
    table.insert(0, 50, random);
    table.createIndex();
    byte[] value = table.encode(table.vector(random));
    byte[] shorter = Arrays.copyOf(value, value.length - Float.BYTES);
    try (Transaction transaction = table.engine.begin()) {
      DatabaseException error =
          catchThrowableOfType(
              DatabaseException.class,
              () ->
                  table.search(
                      transaction, query(shorter, null, Double.POSITIVE_INFINITY), K));
      assertThat(error).hasMessage("different vector dimensions 48 and 47");
      assertThat(error.state()).isEqualTo(SqlState.DATA_EXCEPTION);
    }
  }

  @Test
  void aSearchGoesOnBesideCommits() {
    table.insert(0, 300, random);
    table.createIndex();
    try (Transaction transaction = table.engine.begin()) {
      transaction.setFixedSnapshot(true);
      List<Row> before = table.rows(transaction);
      long[] next = {1000};
      List<Hit> hits =
          table.search(
              transaction,
              query(table.vector(random)),
              Integer.MAX_VALUE,
              () -> {
                table.insert(next[0], table.vector(random));
                table.delete(id -> id == next[0] - 1000);
                next[0]++;
              });
      assertThat(hits.stream().map(Hit::id))
          .doesNotHaveDuplicates()
          .hasSameElementsAs(before.stream().map(Row::id).toList());
    }
    check();
  }

  @Test
  void rowsThatCompactionMovesAreStillFound() {
    table.createIndex();
    for (int i = 0; i < 18; i++) {
      table.insert(20 * i, 20 * i + 20, random);
      table.delete(id -> id % 20 == 3);
      table.engine.checkpoint();
    }
    table.engine.vacuum();
    check();
    table.insert(1000, 1050, random);
    table.engine.vacuum();
    check();
  }

  @Test
  void anIndexIsOpenedAsItsCheckpointLeftItAndTakesInTheRest() {
    table.insert(0, 300, random);
    table.createIndex();
    table.engine.checkpoint();
    table.insert(300, 350, random);
    table.delete(id -> id % 10 == 0);
    table.engine.close();
    table = open(disk);
    check();
    table.insert(350, 400, random);
    check();
    table.engine.checkpoint();
    table.insert(400, 420, random);
    crash();
    table = open(disk.restart(new Random(3)));
    check();
    table.engine.close();
  }

  @Test
  void anIndexOutlivesACrashRightAfterItsBuild() {
    table.insert(0, 300, random);
    table.createIndex();
    table.insert(300, 350, random);
    crash();
    table = open(disk.restart(new Random(3)));
    check();
    table.insert(350, 400, random);
    check();
    table.engine.close();
  }

  private void crash() {
    try {
      disk.crash();
      table.engine.close();
    } catch (SimulatedCrash e) {
      // the close found no disk
    }
  }

  @Test
  void aCheckpointNamesAllFilesAndWritesNoneTwice() {
    table.insert(0, 300, random);
    try (Transaction transaction = table.engine.begin();
        TableReader reader = table.reader(transaction)) {
      Index index = table.build(reader.segments(), BuildMonitor.NONE);
      SegmentsSnapshot snapshot = new SegmentsSnapshot(reader.segments());
      index.attach(snapshot::segment);
      List<String> names = index.checkpoint().write(disk, FOLDER, "x-");
      assertThat(names).isNotEmpty().allMatch(name -> name.startsWith("x-"));
      assertThat(disk.list(FOLDER)).containsAll(names);
      List<String> files = disk.list(FOLDER);
      assertThat(index.checkpoint().write(disk, FOLDER, "x-")).isEqualTo(names);
      assertThat(disk.list(FOLDER)).isEqualTo(files);
      Index opened = table.openIndex(disk, FOLDER, names);
      opened.attach(snapshot::segment);
      assertThat(count(opened, snapshot)).isEqualTo(300);
      assertThat(opened.checkpoint().write(disk, FOLDER, "x-")).isEqualTo(names);
      assertThat(opened.bytes()).isPositive();
      for (String name : names) {
        refusesDamaged(names, name);
      }
    }
  }

  /// A flipped bit, a cut and a missing file are found out when the index is opened.
  private void refusesDamaged(List<String> names, String name) {
    String path = FOLDER + "/" + name;
    byte[] content = disk.readAll(path);
    byte[] flipped = content.clone();
    flipped[content.length / 2] ^= 1;
    for (byte[] damaged : List.of(flipped, Arrays.copyOf(content, content.length - 9))) {
      replace(path, damaged);
      assertThat(openError(names).state()).isEqualTo(SqlState.INDEX_CORRUPTED);
    }
    disk.delete(path);
    assertThat(openError(names)).isNotNull();
    replace(path, content);
  }

  private DatabaseException openError(List<String> names) {
    return catchThrowableOfType(
        DatabaseException.class, () -> table.openIndex(disk, FOLDER, names));
  }

  private void replace(String path, byte[] content) {
    if (disk.exists(path)) {
      disk.delete(path);
    }
    try (var file = disk.create(path)) {
      file.write(0, java.nio.ByteBuffer.wrap(content));
      file.force();
    }
  }

  @Test
  void aCancelledBuildLeavesTheIndexAsItWas() {
    table.insert(0, 6000, random);
    try (Transaction transaction = table.engine.begin();
        TableReader reader = table.reader(transaction)) {
      BuildMonitor cancelled = () -> true;
      DatabaseException error =
          catchThrowableOfType(
              DatabaseException.class, () -> table.build(reader.segments(), cancelled));
      assertThat(error.state()).isEqualTo(SqlState.QUERY_CANCELED);
      Index index = table.build(List.of(), BuildMonitor.NONE);
      List<IndexRows> rows = VectorTable.rowsOf(reader.segments());
      error =
          catchThrowableOfType(DatabaseException.class, () -> index.fill(rows, cancelled));
      assertThat(error.state()).isEqualTo(SqlState.QUERY_CANCELED);
      SegmentsSnapshot snapshot = new SegmentsSnapshot(reader.segments());
      index.attach(snapshot::segment);
      assertThat(count(index, snapshot)).isZero();
      index.fill(rows, BuildMonitor.NONE);
      assertThat(count(index, snapshot)).isEqualTo(6000);
      assertThat(index.bytes()).isBetween(6000L / 8, 6000L * 1024);
    }
  }

  private int count(Index index, IndexSnapshot snapshot) {
    long[] ids = new long[1000];
    int rows = 0;
    VectorIndexReader reader = (VectorIndexReader) index.reader(snapshot);
    try (VectorSearch search = reader.search(query(table.vector(random)))) {
      for (int count = -1; count != 0; rows += count) {
        count = search.next(ids, new double[1000]);
      }
    }
    return rows;
  }

  /// All rows of some segments.
  private record SegmentsSnapshot(List<SegmentReader> segments) implements IndexSnapshot {
    @Override
    public int visible(long[] rowIds, int count) {
      return count;
    }

    @Override
    public @Nullable SegmentReader segment(int number) {
      return segments.stream().filter(s -> s.number() == number).findFirst().orElse(null);
    }

    @Override
    public List<IndexRows> ownRows() {
      return List.of();
    }
  }

  @Test
  void whateverHappensToTheTable() {
    long seed = Long.getLong("omendb.seed", System.nanoTime());
    String repeat = "repeat with -Domendb.seed=" + seed;
    Random dice = new Random(seed);
    table.insert(0, 50, random);
    table.createIndex();
    long next = 50;
    for (int step = 0; step < 60; step++) {
      int divisor = 2 + dice.nextInt(20);
      int rest = dice.nextInt(divisor);
      switch (dice.nextInt(9)) {
        case 0, 1, 2 -> {
          int rows = 1 + dice.nextInt(60);
          table.insert(next, next + rows, random);
          next += rows;
        }
        case 3 -> table.delete(id -> id % divisor == rest);
        case 4 -> table.updateVectors(id -> id % divisor == rest, random);
        case 5 -> table.updateNotes(id -> id % divisor == rest);
        case 6 -> table.insert(next++, null);
        case 7 -> table.engine.vacuum();
        default -> {
          table.engine.close();
          table = open(disk);
        }
      }
      if (step % 6 == 5) {
        try {
          check();
        } catch (AssertionError e) {
          throw new AssertionError(repeat, e);
        }
      }
    }
  }
}
