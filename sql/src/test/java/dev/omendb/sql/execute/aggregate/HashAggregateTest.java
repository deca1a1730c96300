package dev.omendb.sql.execute.aggregate;

import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.INT8;
import static dev.omendb.sql.execute.Plans.TEXT;
import static dev.omendb.sql.execute.Plans.column;
import static dev.omendb.sql.execute.Plans.constant;
import static dev.omendb.sql.execute.Plans.operator;
import static dev.omendb.sql.execute.Plans.rows;
import static dev.omendb.sql.execute.Plans.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.execute.Kernels;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.sort.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HashAggregateTest {
  private static final RowLayout ROWS = RowLayout.of(INT4, INT4, TEXT);

  private static Operator letters() {
    return rows(
        ROWS, "1|5|b", "2|7|a", "1|5|a", "null|9|z", "1|null|c", "null|1|y", "2|7|null");
  }

  private static AggregateCall sum() {
    return AggregateCall.plain("sum", Kernels.SUM, INT8, List.of(column(1, INT4)));
  }

  @Test
  void groupsWithNullAsAKey() {
    Operator plan = new HashAggregate(letters(), List.of(column(0, INT4)), List.of(sum()));
    assertThat(run(plan)).containsExactly("1|10", "2|14", "null|10");
    assertThat(run(plan)).as("again").containsExactly("1|10", "2|14", "null|10");
  }

  @Test
  void withoutKeysThereIsOneRow() {
    Operator empty = rows(ROWS);
    assertThat(run(new HashAggregate(empty, List.of(), List.of(sum())))).containsExactly("null");
    assertThat(run(new HashAggregate(empty, List.of(column(0, INT4)), List.of(sum())))).isEmpty();
  }

  @Test
  void distinctFilterAndOrder() {
    AggregateCall distinct =
        new AggregateCall(
            "sum", Kernels.SUM, INT8, List.of(column(1, INT4)), true, null, List.of(), List.of());
    AggregateCall filtered =
        new AggregateCall(
            "sum",
            Kernels.SUM,
            INT8,
            List.of(column(1, INT4)),
            false,
            operator(column(1, INT4), "<", constant(INT4, "6")),
            List.of(),
            List.of());
    AggregateCall ordered =
        new AggregateCall(
            "string_agg",
            Kernels.CONCAT,
            TEXT,
            List.of(column(2, TEXT)),
            false,
            null,
            List.of(column(2, TEXT)),
            List.of(new SortKey(0, TEXT, true, false)));
    Operator plan =
        new HashAggregate(
            letters(), List.of(column(0, INT4)), List.of(distinct, filtered, ordered));
    assertThat(run(plan)).containsExactly("1|5|10|cba", "2|7|null|a", "null|10|1|zy");
  }

  @Test
  void manyGroupsAgreeWithAMap() {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    Map<String, Long> expected = new TreeMap<>();
    for (int i = 0; i < 50_000; i++) {
      String key = "k" + random.nextInt(9000);
      int value = random.nextInt(100);
      lines.add("0|" + value + "|" + key);
      expected.merge(key, (long) value, Long::sum);
    }
    Operator plan =
        new HashAggregate(rows(ROWS, 700, lines), List.of(column(2, TEXT)), List.of(sum()));
    List<String> wanted =
        expected.entrySet().stream().map(e -> e.getKey() + "|" + e.getValue()).toList();
    assertThat(run(plan)).containsExactlyInAnyOrderElementsOf(wanted);
  }
}
