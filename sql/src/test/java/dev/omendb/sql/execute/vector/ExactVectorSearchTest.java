package dev.omendb.sql.execute.vector;

import static dev.omendb.sql.execute.Plans.FLOAT8;
import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.bigint;
import static dev.omendb.sql.execute.Plans.column;
import static dev.omendb.sql.execute.Plans.constant;
import static dev.omendb.sql.execute.Plans.operator;
import static dev.omendb.sql.execute.Plans.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.kernels.Metric;
import dev.omendb.sql.execute.Plans;
import dev.omendb.sql.execute.Tables;
import dev.omendb.sql.execute.scan.ScanFilter;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactVectorSearchTest {
  private static final PgType VECTOR = Plans.type("vector");

  private final Tables tables = new Tables();

  private List<String> search(
      Table table,
      Transaction transaction,
      String query,
      int limit,
      int offset,
      @Nullable ScanFilter filter,
      @Nullable DistanceBound bound,
      SearchWorkers workers) {
    ScanTarget target =
        new ScanTarget(table.oid(), "t", List.of(1), Tables.layout(table).select(0));
    ExactVectorSearch plan =
        new ExactVectorSearch(
            target,
            new VectorTarget(
                2,
                new VectorDistance.Dense(VectorKind.FLOAT32, Metric.L2),
                constant(VECTOR, query),
                "v <-> q"),
            filter,
            bound,
            bigint(limit),
            bigint(offset),
            false,
            FLOAT8,
            workers);
    return run(plan, tables.context(transaction));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector(3)", "vector"})
  void findsTheNearestRowsInOrder(String type) {
    Random random = new Random(9);
    Table table = tables.create("t", "id integer", "v " + type);
    List<int[]> points = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      int[] point = {random.nextInt(100), random.nextInt(100), random.nextInt(100)};
      points.add(point);
      lines.add(i + "|" + (i % 50 == 7 ? "null" : text(point)));
    }
    tables.load(table, lines);
    try (Transaction transaction = tables.begin()) {
      Tables.insert(transaction, table, List.of("3000|[50,50,50]"));
      points.add(new int[] {50, 50, 50});
      for (int round = 0; round < 20; round++) {
        int[] query = {random.nextInt(100), random.nextInt(100), random.nextInt(100)};
        int below = random.nextBoolean() ? 3001 : random.nextInt(200);
        int offset = random.nextInt(5);
        ScanFilter filter =
            below == 3001
                ? null
                : new ScanFilter(
                    operator(column(0, INT4), "<", constant(INT4, Integer.toString(below))),
                    List.of());
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
          if (i < below && (i % 50 != 7 || i == 3000)) {
            ids.add(i);
          }
        }
        ids.sort(Comparator.comparingLong(i -> squared(points.get(i), query)));
        List<String> expected = new ArrayList<>();
        for (int i = offset; i < Math.min(offset + 10, ids.size()); i++) {
          expected.add(Double.toString(Math.sqrt(squared(points.get(ids.get(i)), query))));
        }
        List<String> rows =
            search(
                table, transaction, text(query), 10, offset, filter, null, SearchWorkers.NONE);
        List<String> distances = new ArrayList<>();
        for (String row : rows) {
          String[] parts = row.split("\\|");
          if (parts[1].equals("null")) {
            continue;
          }
          assertThat(Double.parseDouble(parts[1]))
              .isEqualTo(Math.sqrt(squared(points.get(Integer.parseInt(parts[0])), query)));
          distances.add(Double.toString(Double.parseDouble(parts[1])));
        }
        assertThat(distances).as("seed 9, round %d", round).isEqualTo(expected);
      }
    }
  }

  private static String text(int[] point) {
    return "[" + point[0] + "," + point[1] + "," + point[2] + "]";
  }

  private static long squared(int[] a, int[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (long) (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  @Test
  void rowsWithoutAVectorComeLast() {
    Table table = tables.create("t", "id integer", "v vector(2)");
    tables.load(table, List.of("1|null", "2|[3,4]", "3|[0,0]", "4|null"));
    try (Transaction transaction = tables.begin()) {
      assertThat(search(table, transaction, "[0,0]", 3, 0, null, null, SearchWorkers.NONE))
          .containsExactly("3|0", "2|5", "1|null");
      DistanceBound within = new DistanceBound(constant(FLOAT8, "4.9"), 1, 0);
      assertThat(search(table, transaction, "[0,0]", 3, 0, null, within, SearchWorkers.NONE))
          .containsExactly("3|0");
      assertThat(
              search(
                  table,
                  transaction,
                  "[0,0]",
                  3,
                  1,
                  null,
                  new DistanceBound(constant(FLOAT8, "5"), 1, 0),
                  SearchWorkers.NONE))
          .containsExactly("2|5");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector(2)", "vector"})
  void dimensionsMustAgree(String type) {
    Table table = tables.create("t", "id integer", "v " + type);
    tables.load(table, List.of("1|[1,2]"));
    try (Transaction transaction = tables.begin()) {
      assertThatThrownBy(
              () -> search(table, transaction, "[1,2,3]", 1, 0, null, null, SearchWorkers.NONE))
          .hasMessage("different vector dimensions 2 and 3");
    }
  }

  @Test
  void workersFindTheSameRows() {
    int dimensions = 300;
    Table table = tables.create("t", "id integer", "v vector(" + dimensions + ")");
    Random random = new Random(13);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 9000; i++) {
      StringBuilder vector = new StringBuilder("[");
      for (int d = 0; d < dimensions; d++) {
        vector.append(d == 0 ? "" : ",").append(random.nextInt(10));
      }
      lines.add(i + "|" + vector + "]");
    }
    tables.load(table, lines);
    String query = lines.get(4321).split("\\|")[1];
    Executor threads = task -> Thread.ofPlatform().start(task);
    try (Transaction transaction = tables.begin()) {
      List<String> alone =
          search(table, transaction, query, 20, 0, null, null, SearchWorkers.NONE);
      List<String> together =
          search(table, transaction, query, 20, 0, null, null, new SearchWorkers(threads, 3));
      assertThat(together).isEqualTo(alone);
      assertThat(alone.getFirst()).isEqualTo("4321|0");
    }
  }
}
