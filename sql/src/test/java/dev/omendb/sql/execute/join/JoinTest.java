package dev.omendb.sql.execute.join;

import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.TEXT;
import static dev.omendb.sql.execute.Plans.column;
import static dev.omendb.sql.execute.Plans.operator;
import static dev.omendb.sql.execute.Plans.rows;
import static dev.omendb.sql.execute.Plans.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.execute.Filter;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.Logical;
import dev.omendb.sql.expression.OuterReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinTest {
  private static final RowLayout LEFT = RowLayout.of(INT4, TEXT);
  private static final RowLayout RIGHT = RowLayout.of(INT4, INT4);

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void agreesWithTheDefinition(JoinKind kind) {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      int keys = 1 + random.nextInt(40);
      List<String> left = lines(random, random.nextInt(80), keys);
      List<String> right = lines(random, random.nextInt(80), keys);
      boolean residual = kind != JoinKind.NULL_AWARE_ANTI && random.nextBoolean();
      List<String> expected = expected(kind, left, right, residual);
      Expression equal = operator(column(0, INT4), "=", column(2, INT4));
      Expression less = operator(column(0, INT4), "<", column(3, INT4));
      Operator hash =
          new HashJoin(
              kind,
              rows(LEFT, 1 + random.nextInt(9), left),
              rows(RIGHT, 5, right),
              List.of(column(0, INT4)),
              List.of(column(0, INT4)),
              residual ? less : null);
      assertThat(run(hash))
          .as("hash, seed 7, round %d, residual %s", round, residual)
          .containsExactlyInAnyOrderElementsOf(expected);
      Operator left2 = rows(LEFT, 1 + random.nextInt(9), left);
      Operator loop =
          residual
              ? new NestedLoopJoin(kind, left2, rows(RIGHT, 5, right), and(equal, less))
              : new NestedLoopJoin(kind, left2, rows(RIGHT, 5, right), equal);
      assertThat(run(loop))
          .as("loop, seed 7, round %d", round)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static Expression and(Expression a, Expression b) {
    return new Logical(
        Logical.Connective.AND, List.of(a, b), a.type());
  }

  private static List<String> lines(Random random, int size, int keys) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String key = random.nextInt(10) == 0 ? "null" : Integer.toString(random.nextInt(keys));
      lines.add(key + "|" + random.nextInt(50));
    }
    return lines;
  }

  private static List<String> expected(
      JoinKind kind, List<String> left, List<String> right, boolean residual) {
    List<String> result = new ArrayList<>();
    boolean[] rightMatched = new boolean[right.size()];
    for (String l : left) {
      boolean matched = false;
      boolean unknown = false;
      for (int r = 0; r < right.size(); r++) {
        Boolean holds = holds(l, right.get(r), residual);
        unknown |= holds == null;
        if (Boolean.TRUE.equals(holds)) {
          matched = true;
          rightMatched[r] = true;
          if (!kind.returnsLeftOnly()) {
            result.add(l + "|" + right.get(r));
          }
        }
      }
      boolean alone =
          switch (kind) {
            case INNER, RIGHT -> false;
            case LEFT, FULL -> !matched;
            case SEMI -> matched;
            case ANTI -> !matched;
            case NULL_AWARE_ANTI -> !matched && !unknown;
          };
      if (alone) {
        result.add(kind.returnsLeftOnly() ? l : l + "|null|null");
      }
    }
    if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
      for (int r = 0; r < right.size(); r++) {
        if (!rightMatched[r]) {
          result.add("null|null|" + right.get(r));
        }
      }
    }
    return result;
  }

  /// Three-valued: null for unknown.
  private static @Nullable Boolean holds(
      String left, String right, boolean residual) {
    String[] l = left.split("\\|");
    String[] r = right.split("\\|");
    if (Objects.equals(l[0], "null") || Objects.equals(r[0], "null")) {
      return null;
    }
    return l[0].equals(r[0])
        && (!residual || Integer.parseInt(l[0]) < Integer.parseInt(r[1]));
  }

  @Test
  void applyRunsTheRightSideForEachLeftRow() {
    Operator left = rows(LEFT, 2, List.of("1|a", "2|b", "3|c", "null|d"));
    for (JoinKind kind : List.of(JoinKind.INNER, JoinKind.LEFT, JoinKind.SEMI, JoinKind.ANTI)) {
      Operator right =
          new Filter(
              rows(RIGHT, 1, List.of("1|10", "1|11", "3|30")),
              operator(column(0, INT4), "=", new OuterReference(5, 0, INT4, -1, "outer")));
      Operator plan = new Apply(kind, left, right, 5, List.of(column(0, INT4)), null);
      List<String> expected =
          switch (kind) {
            case INNER -> List.of("1|a|1|10", "1|a|1|11", "3|c|3|30");
            case LEFT ->
                List.of(
                    "1|a|1|10", "1|a|1|11", "2|b|null|null", "3|c|3|30", "null|d|null|null");
            case SEMI -> List.of("1|a", "3|c");
            default -> List.of("2|b", "null|d");
          };
      assertThat(run(plan)).as(kind.name()).isEqualTo(expected);
    }
  }
}
