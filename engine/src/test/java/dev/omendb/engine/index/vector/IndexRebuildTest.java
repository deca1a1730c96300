package dev.omendb.engine.index.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.SimulatedCrash;
import dev.omendb.engine.index.IndexBuilds.Progress;
import dev.omendb.engine.index.vector.VectorTable.Hit;
import dev.omendb.engine.index.vector.VectorTable.Row;
import dev.omendb.engine.storage.Transaction;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A database opens whatever has become of its index files: searches are exact at once, and the
/// index is built again beside them.
@Timeout(60)
class IndexRebuildTest {
  private static final String FOLDER = "p0/indexes";
  private static final int ROWS = 4_200;
  private static final ValueForm FORM = ValueForm.floats(Distance.L2);

  private final Random random = new Random(23);
  private CrashableFileSystem disk = new CrashableFileSystem();
  private HeldEngine held = HeldEngine.of(VectorTable.hnsw(FORM, Runnable::run));

  private enum Damage {
    FLIPPED,
    CUT,
    MISSING
  }

  /// Opens the database anew; its builds wait for their release.
  private VectorTable open() {
    held = HeldEngine.of(VectorTable.hnsw(FORM, Runnable::run));
    return VectorTable.open(disk, FORM, held);
  }

  private void fillAndClose() {
    VectorTable table = open();
    table.create();
    table.insert(0, ROWS, random);
    table.createIndex();
    table.engine.close();
  }

  private void damage(Damage damage) {
    int damaged = 0;
    for (String name : disk.list(FOLDER)) {
      String path = FOLDER + "/" + name;
      byte[] content = disk.readAll(path);
      disk.delete(path);
      if (damage != Damage.MISSING) {
        content[content.length / 2] ^= damage == Damage.FLIPPED ? 1 : 0;
        int size = damage == Damage.CUT ? content.length / 3 : content.length;
        try (var file = disk.create(path)) {
          file.write(0, ByteBuffer.wrap(Arrays.copyOf(content, size)));
          file.force();
        }
      }
      damaged++;
    }
    assertThat(damaged).isPositive();
  }

  /// Searches that would be content with half of the nearest rows find all, in order.
  private void assertExact(VectorTable table) {
    try (Transaction transaction = table.engine.begin()) {
      List<Row> rows = table.rows(transaction);
      for (int i = 0; i < 3; i++) {
        float[] vector = table.vector(random);
        double[] exact = table.exact(rows, vector);
        List<Hit> hits = table.search(transaction, vector, 20, 0.5, 20);
        assertThat(VectorTable.found(hits, exact, 20)).isEqualTo(20);
      }
      assertThat(table.statistics(transaction, table.vector(random)).parts()).isZero();
    }
  }

  /// The index itself answers, and has every row.
  private void assertRebuilt(VectorTable table) {
    assertThat(table.recall(10, 0.95, 25, random)).isGreaterThan(0.93);
    try (Transaction transaction = table.engine.begin()) {
      assertThat(table.statistics(transaction, table.vector(random)).parts()).isPositive();
      List<Hit> all = table.search(transaction, table.vector(random), 100, 0.9, 2 * ROWS);
      assertThat(all.stream().map(Hit::id))
          .doesNotHaveDuplicates()
          .hasSameElementsAs(table.rows(transaction).stream().map(Row::id).toList());
    }
  }

  private static void awaitBuilds(VectorTable table) {
    while (!table.engine.indexBuilds().all().isEmpty()) {
      Thread.yield();
    }
  }

  private void change(VectorTable table, int from) {
    table.insert(from, from + 200, random);
    table.delete(id -> id % 10 == 3);
    table.updateVectors(id -> id % 50 == 4, random);
    table.updateNotes(id -> id % 20 == 5);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void searchesAreExactUntilTheIndexIsBuiltAgain(Damage damage) {
    fillAndClose();
    damage(damage);
    VectorTable table = open();
    assertExact(table);
    assertThat(table.engine.indexBuilds().all()).extracting(Progress::processId).containsOnly(0);
    change(table, ROWS);
    assertExact(table);
    table.engine.vacuum();
    change(table, ROWS + 200);
    assertExact(table);
    held.release();
    awaitBuilds(table);
    assertRebuilt(table);
    change(table, ROWS + 400);
    assertRebuilt(table);
    table.engine.close();
    VectorTable again = open();
    assertThat(again.engine.indexBuilds().all()).isEmpty();
    assertRebuilt(again);
    assertThat(held.fills()).hasValue(0);
    again.engine.close();
  }

  @Test
  void aCrashBeforeTheEndBeginsAnew() {
    fillAndClose();
    damage(Damage.FLIPPED);
    VectorTable table = open();
    change(table, ROWS);
    table.engine.checkpoint();
    change(table, ROWS + 200);
    try {
      disk.crash();
      table.engine.close();
    } catch (SimulatedCrash e) {
      // the close found no disk
    }
    disk = disk.restart(new Random(5));
    VectorTable again = open();
    assertExact(again);
    held.release();
    awaitBuilds(again);
    assertRebuilt(again);
    again.engine.close();
  }

  @Test
  void aShutdownDoesNotWaitForTheBuild() {
    fillAndClose();
    damage(Damage.MISSING);
    VectorTable table = open();
    table.engine.close();
    VectorTable again = open();
    assertExact(again);
    held.release();
    awaitBuilds(again);
    assertRebuilt(again);
    again.engine.close();
  }

  @Test
  void anIndexThatIsDroppedOrEmptiedMeanwhileStaysSo() {
    fillAndClose();
    damage(Damage.MISSING);
    VectorTable table = open();
    table.truncate();
    table.insert(0, 30, random);
    held.release();
    awaitBuilds(table);
    assertThat(table.recall(10, 0.95, 10, random)).isEqualTo(1);
    table.engine.close();
  }
}
