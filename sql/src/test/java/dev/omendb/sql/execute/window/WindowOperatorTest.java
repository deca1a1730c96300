package dev.omendb.sql.execute.window;

import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.INT8;
import static dev.omendb.sql.execute.Plans.bigint;
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
import dev.omendb.sql.execute.window.Frame.Bound;
import dev.omendb.sql.execute.window.Frame.Exclusion;
import dev.omendb.sql.execute.window.Frame.Kind;
import dev.omendb.sql.execute.window.Frame.Mode;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowOperatorTest {
  private static final RowLayout ROWS = RowLayout.of(INT4, INT4, INT4);

  private record Line(int part, int key, int value) {}

  @ParameterizedTest
  @EnumSource(Mode.class)
  void framesAgreeWithTheDefinition(Mode mode) {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < random.nextInt(60); i++) {
        lines.add(new Line(random.nextInt(3), random.nextInt(8), i));
      }
      int startOffset = random.nextInt(4) - 2;
      int endOffset = startOffset + random.nextInt(4);
      boolean unboundedStart = random.nextInt(3) == 0;
      boolean unboundedEnd = random.nextInt(3) == 0;
      Exclusion exclusion = Exclusion.values()[random.nextInt(4)];
      Frame frame =
          new Frame(
              mode,
              unboundedStart
                  ? new Bound(Kind.UNBOUNDED_PRECEDING, null)
                  : bound(mode, startOffset),
              unboundedEnd ? new Bound(Kind.UNBOUNDED_FOLLOWING, null) : bound(mode, endOffset),
              exclusion);
      List<String> texts = new ArrayList<>();
      lines.forEach(l -> texts.add(l.part + "|" + l.key + "|" + l.value));
      Operator plan =
          new WindowOperator(
              rows(ROWS, 11, texts),
              List.of(column(0, INT4)),
              List.of(column(1, INT4)),
              List.of(SortKey.ascending(0, INT4)),
              List.of(
                  call("sum", new WindowCall.Function.Aggregate(Kernels.SUM), frame, INT8),
                  call("first_value", new WindowCall.Function.Aggregate(Kernels.SUM), frame, INT4),
                  call("last_value", new WindowCall.Function.Aggregate(Kernels.SUM), frame, INT4)));
      List<String> expected =
          expected(
              lines,
              mode,
              unboundedStart ? null : startOffset,
              unboundedEnd ? null : endOffset,
              exclusion);
      assertThat(run(plan)).as("seed 5, round %d, %s", round, frame).isEqualTo(expected);
    }
  }

  private static WindowCall call(
      String name, WindowCall.Function function, Frame frame, PgType type) {
    return new WindowCall(name, function, List.of(column(2, INT4)), null, frame, type);
  }

  private static Bound bound(Mode mode, int offset) {
    if (offset == 0) {
      return new Bound(Kind.CURRENT_ROW, null);
    }
    Kind kind = offset < 0 ? Kind.OFFSET_PRECEDING : Kind.OFFSET_FOLLOWING;
    return mode == Mode.RANGE
        ? new Bound(kind, operator(column(1, INT4), "+", constant(INT4, Integer.toString(offset))))
        : new Bound(kind, bigint(Math.abs(offset)));
  }

  private static List<String> expected(
      List<Line> lines,
      Mode mode,
      @Nullable Integer start,
      @Nullable Integer end,
      Exclusion exclusion) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(
        Comparator.comparingInt(Line::part).thenComparingInt(Line::key));
    List<String> result = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Line current = sorted.get(i);
      List<Line> frame = new ArrayList<>();
      for (int j = 0; j < sorted.size(); j++) {
        Line other = sorted.get(j);
        if (other.part != current.part) {
          continue;
        }
        int distance =
            switch (mode) {
              case ROWS -> j - i;
              case RANGE -> other.key - current.key;
              case GROUPS -> groupDistance(sorted, current, other);
            };
        boolean peer = other.key == current.key;
        boolean excluded =
            switch (exclusion) {
              case NO_OTHERS -> false;
              case CURRENT_ROW -> i == j;
              case GROUP -> peer;
              case TIES -> peer && i != j;
            };
        if ((start == null || distance >= start) && (end == null || distance <= end) && !excluded) {
          frame.add(other);
        }
      }
      String sum =
          frame.isEmpty() ? "null" : Long.toString(frame.stream().mapToLong(Line::value).sum());
      String first = frame.isEmpty() ? "null" : Integer.toString(frame.getFirst().value);
      String last = frame.isEmpty() ? "null" : Integer.toString(frame.getLast().value);
      result.add(
          current.part + "|" + current.key + "|" + current.value + "|" + sum + "|" + first + "|"
              + last);
    }
    return result;
  }

  private static int groupDistance(List<Line> lines, Line from, Line to) {
    int low = Math.min(from.key, to.key);
    int high = Math.max(from.key, to.key);
    int groups =
        (int)
            lines.stream()
                .filter(l -> l.part == from.part && l.key > low && l.key <= high)
                .mapToInt(Line::key)
                .distinct()
                .count();
    return to.key < from.key ? -groups : groups;
  }
}
