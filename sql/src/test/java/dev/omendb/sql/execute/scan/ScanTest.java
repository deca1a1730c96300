package dev.omendb.sql.execute.scan;

import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.INT8;
import static dev.omendb.sql.execute.Plans.TEXT;
import static dev.omendb.sql.execute.Plans.bigint;
import static dev.omendb.sql.execute.Plans.column;
import static dev.omendb.sql.execute.Plans.constant;
import static dev.omendb.sql.execute.Plans.operator;
import static dev.omendb.sql.execute.Plans.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Tables;
import dev.omendb.sql.execute.scan.ZoneBound.Comparison;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {
  private final Tables tables = new Tables();

  @Test
  void scansCommittedAndOwnRowsUnderAFilter() {
    Table table = tables.create("t", "id integer", "name text");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      lines.add(i + "|n" + i);
    }
    tables.load(table, lines);
    try (Transaction transaction = tables.begin()) {
      Tables.insert(transaction, table, List.of("9001|own", "null|none"));
      Expression condition = operator(column(0, INT4), ">=", constant(INT4, "4998"));
      ScanFilter filter =
          new ScanFilter(
              condition,
              List.of(
                  new ZoneBound(1, Comparison.GREATER_OR_EQUAL, constant(INT4, "4998"))));
      Operator plan = new TableScan(Tables.target(table), filter);
      assertThat(run(plan, tables.context(transaction)))
          .containsExactly("4998|n4998", "4999|n4999", "9001|own");
      assertThat(run(new TableScan(Tables.target(table), null), tables.context(transaction)))
          .hasSize(5002);
    }
  }

  @Test
  void returnsSystemColumns() {
    Table table = tables.create("t", "id integer");
    tables.load(table, List.of("1", "2"));
    ScanTarget target =
        new ScanTarget(
            table.oid(),
            "t",
            List.of(ScanTarget.TABLE_OID, 1, ScanTarget.ROW_ID),
            Tables.layout(table).concat(Tables.layout(table)).select(0, 0, 1));
    ScanTarget typed =
        new ScanTarget(
            target.tableOid(),
            "t",
            target.attnums(),
            new RowLayout(List.of(INT8, INT4, INT8)));
    try (Transaction transaction = tables.begin()) {
      List<String> rows = run(new TableScan(typed, null), tables.context(transaction));
      assertThat(rows).hasSize(2);
      assertThat(rows.getFirst()).startsWith(table.oid() + "|1|");
    }
  }

  @Test
  void looksUpUniqueKeys() {
    Table table = tables.create("t", "id integer", "name text");
    Index index = tables.index(table, "t_pkey", true, false, 1);
    tables.load(table, List.of("1|a", "2|b", "3|c"));
    try (Transaction transaction = tables.begin()) {
      assertThat(lookup(table, index, "2", null, transaction)).containsExactly("2|b");
      assertThat(lookup(table, index, "7", null, transaction)).isEmpty();
      assertThat(lookup(table, index, null, null, transaction)).isEmpty();
      assertThat(
              lookup(
                  table,
                  index,
                  "2",
                  operator(column(1, TEXT), "=", constant(TEXT, "x")),
                  transaction))
          .isEmpty();
      Operator tooLarge =
          new IndexLookup(
              Tables.target(table),
              index.oid(),
              "t_pkey",
              Tables.codec(index),
              List.of(bigint(5_000_000_000L)),
              "(id = 5000000000)",
              null);
      assertThat(run(tooLarge, tables.context(transaction))).isEmpty();
    }
  }

  private List<String> lookup(
      Table table,
      Index index,
      @Nullable String id,
      @Nullable Expression filter,
      Transaction transaction) {
    Operator plan =
        new IndexLookup(
            Tables.target(table),
            index.oid(),
            "t_pkey",
            Tables.codec(index),
            List.of(constant(INT4, id)),
            "(id = ?)",
            filter);
    return run(plan, tables.context(transaction));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rangesAgreeWithTheDefinition(boolean descending) {
    Table table = tables.create("t", "a integer", "b integer");
    Index index = tables.index(table, "t_a_b", false, descending, 1, 2);
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      String b = random.nextInt(9) == 0 ? "null" : Integer.toString(random.nextInt(60) - 30);
      lines.add(random.nextInt(5) + "|" + b);
    }
    tables.load(table, lines);
    try (Transaction transaction = tables.begin()) {
      for (int round = 0; round < 60; round++) {
        int a = random.nextInt(6);
        Integer low = random.nextBoolean() ? random.nextInt(70) - 35 : null;
        Integer high = random.nextBoolean() ? random.nextInt(70) - 35 : null;
        boolean lowIn = random.nextBoolean();
        boolean highIn = random.nextBoolean();
        boolean backward = random.nextBoolean();
        IndexRange range =
            new IndexRange(
                Tables.codec(index),
                List.of(constant(INT4, Integer.toString(a))),
                bound(low, lowIn),
                bound(high, highIn),
                "?");
        List<String> actual =
            run(
                new IndexRangeScan(
                    Tables.target(table), index.oid(), "t_a_b", range, backward, null),
                tables.context(transaction));
        List<String> expected = new ArrayList<>();
        for (String line : lines) {
          String[] values = line.split("\\|");
          if (Integer.parseInt(values[0]) == a && within(values[1], low, lowIn, high, highIn)) {
            expected.add(line);
          }
        }
        Comparator<String> order =
            Comparator.comparing(
                line -> line.endsWith("null") ? 1000 : Integer.parseInt(line.split("\\|")[1]));
        expected.sort(backward != descending ? order.reversed() : order);
        assertThat(actual).as("seed 11, round %d", round).isEqualTo(expected);
      }
    }
  }

  private static IndexRange.@Nullable Bound bound(@Nullable Integer value, boolean inclusive) {
    return value == null
        ? null
        : new IndexRange.Bound(constant(INT4, value.toString()), inclusive);
  }

  private static boolean within(
      String text,
      @Nullable Integer low,
      boolean lowIn,
      @Nullable Integer high,
      boolean highIn) {
    if (text.equals("null")) {
      return low == null && high == null;
    }
    int value = Integer.parseInt(text);
    return (low == null || value > low || (lowIn && value == low))
        && (high == null || value < high || (highIn && value == high));
  }
}
