package dev.omendb.sql.execute;

import static dev.omendb.sql.execute.Plans.FLOAT8;
import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.INT8;
import static dev.omendb.sql.execute.Plans.TEXT;
import static dev.omendb.sql.execute.Plans.bigint;
import static dev.omendb.sql.execute.Plans.column;
import static dev.omendb.sql.execute.Plans.constant;
import static dev.omendb.sql.execute.Plans.operator;
import static dev.omendb.sql.execute.Plans.rows;
import static dev.omendb.sql.execute.Plans.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.aggregate.Distinct;
import dev.omendb.sql.execute.aggregate.DistinctOn;
import dev.omendb.sql.execute.aggregate.SetOperation;
import dev.omendb.sql.execute.sort.LimitWithTies;
import dev.omendb.sql.execute.sort.Sort;
import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.execute.sort.TopN;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BasicOperatorsTest {
  private static final RowLayout NUMBERS = RowLayout.of(INT4, TEXT);

  private static Operator letters() {
    return rows(NUMBERS, "1|a", "2|b", "3|c", "4|d", "null|e");
  }

  @Test
  void filterKeepsTrueAndDropsNull() {
    Operator plan =
        new Filter(letters(), operator(column(0, INT4), ">", constant(INT4, "2")));
    assertThat(run(plan)).containsExactly("3|c", "4|d");
    assertThat(run(plan)).as("a second execution").containsExactly("3|c", "4|d");
  }

  @Test
  void projectComputes() {
    Operator plan =
        new Project(
            letters(),
            List.of(column(1, TEXT), operator(column(0, INT4), "+", constant(INT4, "10"))));
    assertThat(run(plan)).containsExactly("a|11", "b|12", "c|13", "d|14", "e|null");
  }

  @Test
  void limitAndOffsetCrossBatches() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(i + "|x");
    }
    Operator plan = new Limit(rows(NUMBERS, 7, many), bigint(10), bigint(12));
    assertThat(run(plan)).isEqualTo(many.subList(12, 22));
    assertThat(run(new Limit(rows(NUMBERS, 7, many), null, bigint(45))))
        .isEqualTo(many.subList(45, 50));
    assertThat(run(new Limit(rows(NUMBERS, 7, many), constant(INT8, null), null))).hasSize(50);
    assertThat(run(new Limit(rows(NUMBERS, 7, many), bigint(0), null))).isEmpty();
  }

  @Test
  void negativeLimitIsAnError() {
    assertThatThrownBy(() -> run(new Limit(letters(), bigint(-1), null)))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              assertThat(e.state()).isEqualTo(SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE);
              assertThat(e).hasMessage("LIMIT must not be negative");
            });
    assertThatThrownBy(() -> run(new Limit(letters(), null, bigint(-1))))
        .hasMessage("OFFSET must not be negative");
  }

  @Test
  void valuesAndUnionAll() {
    Operator values =
        new Values(
            NUMBERS,
            List.of(
                List.of(constant(INT4, "7"), constant(TEXT, "x")),
                List.of(constant(INT4, null), constant(TEXT, "y"))));
    Operator plan = new UnionAll(List.of(values, letters(), new NoRows(NUMBERS)));
    assertThat(run(plan)).containsExactly("7|x", "null|y", "1|a", "2|b", "3|c", "4|d", "null|e");
  }

  @Test
  void sortsNullsWhereAskedAndStably() {
    Operator child = rows(NUMBERS, "2|a", "null|b", "1|c", "2|d", "null|e", "1|f");
    assertThat(run(new Sort(child, List.of(new SortKey(0, INT4, false, false)), List.of("n"))))
        .containsExactly("1|c", "1|f", "2|a", "2|d", "null|b", "null|e");
    assertThat(run(new Sort(child, List.of(new SortKey(0, INT4, true, true)), List.of("n"))))
        .containsExactly("null|b", "null|e", "2|a", "2|d", "1|c", "1|f");
    assertThat(
            run(
                new Sort(
                    child,
                    List.of(new SortKey(0, INT4, true, false), new SortKey(1, TEXT, true, false)),
                    List.of("n", "t"))))
        .containsExactly("2|d", "2|a", "1|f", "1|c", "null|e", "null|b");
  }

  @Test
  void doublesSortAsPostgresDoes() {
    Operator child = rows(RowLayout.of(FLOAT8), "NaN", "1", "-Infinity", "-0", "Infinity", "-2");
    assertThat(run(new Sort(child, List.of(SortKey.ascending(0, FLOAT8)), List.of("d"))))
        .containsExactly("-Infinity", "-2", "-0", "1", "Infinity", "NaN");
  }

  @Test
  void topNAgreesWithSortAndLimit() {
    Random random = new Random(42);
    for (int round = 0; round < 30; round++) {
      List<String> lines = new ArrayList<>();
      int size = random.nextInt(6000);
      for (int i = 0; i < size; i++) {
        lines.add((random.nextInt(20) == 0 ? "null" : random.nextInt(300)) + "|" + i);
      }
      List<SortKey> keys =
          List.of(
              new SortKey(0, INT4, random.nextBoolean(), random.nextBoolean()),
              new SortKey(1, TEXT, random.nextBoolean(), false));
      int limit = random.nextInt(40);
      int offset = random.nextInt(20);
      List<String> expected =
          run(
              new Limit(
                  new Sort(rows(NUMBERS, 500, lines), keys, List.of()),
                  bigint(limit),
                  bigint(offset)));
      List<String> actual =
          run(new TopN(rows(NUMBERS, 500, lines), keys, List.of(), bigint(limit), bigint(offset)));
      assertThat(actual).as("seed 42, round %d", round).isEqualTo(expected);
    }
  }

  @Test
  void tiesOfTheLastRowComeToo() {
    Operator child = rows(NUMBERS, 2, List.of("1|a", "2|b", "2|c", "2|d", "3|e"));
    List<SortKey> keys = List.of(SortKey.ascending(0, INT4));
    assertThat(run(new LimitWithTies(child, keys, bigint(2), null)))
        .containsExactly("1|a", "2|b", "2|c", "2|d");
    assertThat(run(new LimitWithTies(child, keys, bigint(1), bigint(3))))
        .containsExactly("2|d");
    assertThat(run(new LimitWithTies(child, keys, bigint(9), null))).hasSize(5);
  }

  @Test
  void distinctTreatsNullsAsEqual() {
    Operator child = rows(NUMBERS, "1|a", "null|b", "1|a", "null|b", "1|b");
    assertThat(run(new Distinct(child))).containsExactly("1|a", "null|b", "1|b");
    assertThat(run(new DistinctOn(child, List.of(column(0, INT4)))))
        .containsExactly("1|a", "null|b");
  }

  @Test
  void setOperationsCount() {
    RowLayout one = RowLayout.of(INT4);
    Operator left = rows(one, "1", "1", "1", "2", "null", "3");
    Operator right = rows(one, "1", "2", "2", "null", "4");
    assertThat(run(new SetOperation(SetOperation.Kind.INTERSECT, left, right)))
        .containsExactly("1", "2", "null");
    assertThat(run(new SetOperation(SetOperation.Kind.INTERSECT_ALL, left, right)))
        .containsExactly("1", "2", "null");
    assertThat(run(new SetOperation(SetOperation.Kind.EXCEPT, left, right))).containsExactly("3");
    assertThat(run(new SetOperation(SetOperation.Kind.EXCEPT_ALL, left, right)))
        .containsExactly("1", "1", "3");
  }

  @Test
  void explainsAsPostgresDoes() {
    Operator scan = letters();
    Operator sort = new Sort(scan, List.of(SortKey.ascending(0, INT4)), List.of("n"));
    Operator limit = new Limit(sort, bigint(1), null);
    limit.estimate(new Estimate(1, 2.5, 1, 4));
    assertThat(new ExplainPrinter(true, true).print(limit))
        .containsExactly(
            "Limit  (cost=1.00..2.50 rows=1 width=4)",
            "  ->  Sort  (cost=0.00..0.00 rows=0 width=0)",
            "        Sort Key: n",
            "        ->  Rows  (cost=0.00..0.00 rows=0 width=0)");
    limit.instrument();
    assertThat(run(limit)).containsExactly("1|a");
    assertThat(new ExplainPrinter(false, false).print(limit).getFirst())
        .isEqualTo("Limit  (actual rows=1 loops=1)");
    assertThat(new ExplainJson(false).print(limit, null, null)).contains("\"Node Type\": \"Sort\"");
  }
}
