package dev.omendb.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.function.TestContext;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Evaluates expression nodes over batches with NULLs.
class ExpressionsTest {
  private static final PgType INT4 = Types.builtin().byOid(TypeOids.INT4);
  private static final PgType BOOL = Types.builtin().byOid(TypeOids.BOOL);
  private static final PgType TEXT = Types.builtin().byOid(TypeOids.TEXT);

  private final TestContext context = new TestContext();

  @Test
  void andLeavesDecidedRowsAlone() {
    // x <> 0 AND 1 / x > 0: dividing by the zeros would raise 22012.
    Expression guarded =
        new Logical(
            Logical.Connective.AND,
            List.of(
                operator("<>", x(), integer(0L)),
                operator(">", operator("/", integer(1L), x()), integer(0L))),
            BOOL);
    assertThat(evaluate(guarded, longs(0L, 1L, null, -1L, 0L)))
        .containsExactly(0L, 1L, null, 0L, 0L);
    assertThatThrownBy(() -> evaluate(operator("/", integer(1L), x()), longs(1L, 0L)))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("division by zero");
  }

  @Test
  void connectivesAreThreeValued() {
    Long[] values = {1L, 0L, null};
    List<@Nullable Long> left = new ArrayList<>();
    List<@Nullable Long> right = new ArrayList<>();
    for (Long a : values) {
      for (Long b : values) {
        left.add(a);
        right.add(b);
      }
    }
    Batch batch = new Batch(column(left), column(right));
    List<Expression> operands = List.of(bool(0), bool(1));
    assertThat(evaluate(new Logical(Logical.Connective.AND, operands, BOOL), batch))
        .containsExactly(1L, 0L, null, 0L, 0L, 0L, null, 0L, null);
    assertThat(evaluate(new Logical(Logical.Connective.OR, operands, BOOL), batch))
        .containsExactly(1L, 1L, 1L, 1L, 0L, null, 1L, null, null);
    assertThat(evaluate(new Not(bool(0)), batch))
        .containsExactly(0L, 0L, 0L, 1L, 1L, 1L, null, null, null);
  }

  @Test
  void connectivesAgreeWithARowByRowOracle() {
    long seed = 20240229;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int rows = 1 + random.nextInt(Column.BATCH_ROWS);
      List<List<@Nullable Long>> columns = new ArrayList<>();
      Column[] batch = new Column[3];
      for (int c = 0; c < batch.length; c++) {
        List<@Nullable Long> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
          int pick = random.nextInt(4);
          values.add(pick == 3 ? null : (Long) (long) (pick & 1));
        }
        columns.add(values);
        batch[c] = column(values);
      }
      Expression or = new Logical(Logical.Connective.OR, List.of(bool(0), bool(1), bool(2)), BOOL);
      List<@Nullable Long> expected = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        boolean unknown = false;
        boolean holds = false;
        for (List<@Nullable Long> values : columns) {
          Long value = values.get(row);
          unknown |= value == null;
          holds |= value != null && value == 1;
        }
        expected.add(holds ? Long.valueOf(1) : unknown ? null : Long.valueOf(0));
      }
      assertThat(evaluate(or, new Batch(batch))).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void caseEvaluatesABranchOnlyOverItsRows() {
    Expression guarded =
        new CaseWhen(
            List.of(operator("=", x(), integer(0L)), operator(">", x(), integer(10L))),
            List.of(integer(-1L), operator("/", integer(100L), x())),
            null,
            INT4,
            -1);
    assertThat(evaluate(guarded, longs(0L, 20L, 5L, null))).containsExactly(-1L, 5L, null, null);
  }

  @Test
  void coalesceExtremesAndDistinctness() {
    Batch batch = new Batch(column(longs(1L, null, null)), column(longs(7L, 8L, null)));
    Expression y = new ColumnReference(1, INT4, -1, "y");
    assertThat(evaluate(new Coalesce(List.of(x(), y), INT4, -1), batch))
        .containsExactly(1L, 8L, null);
    assertThat(evaluate(new Extreme(true, List.of(x(), y), INT4, -1), batch))
        .containsExactly(7L, 8L, null);
    assertThat(evaluate(new IsDistinctFrom(x(), y, function("="), false, BOOL), batch))
        .containsExactly(1L, 1L, 0L);
  }

  @Test
  void listsWithNullAreUnknownWhenNothingMatches() {
    List<Constant> items = List.of(integer(1L), integer(3L), integer(null));
    assertThat(evaluate(new InList(x(), items, false, BOOL), longs(1L, 2L, null)))
        .containsExactly(1L, null, null);
    assertThat(evaluate(new InList(x(), items, true, BOOL), longs(3L, 2L)))
        .containsExactly(0L, null);
  }

  @Test
  void anyAndAllOverArrays() {
    for (int length : new int[] {3, 20}) {
      BytesColumn array = new BytesColumn(1);
      ArrayBuilder builder = new ArrayBuilder(INT4);
      for (long i = 1; i <= length; i++) {
        ((LongColumn) builder.elements()).append(i);
      }
      builder.finish(array);
      PgType type = Types.builtin().byOid(TypeOids.INT4_ARRAY);
      Constant constant = new Constant(type, -1, array);
      Expression any = new ArrayComparison(x(), constant, INT4, function("="), "=", false, BOOL);
      assertThat(evaluate(any, longs(1L, 99L, null))).containsExactly(1L, 0L, null);
      Expression all = new ArrayComparison(x(), constant, INT4, function("<>"), "<>", true, BOOL);
      assertThat(evaluate(all, longs(1L, 99L, null))).containsExactly(0L, 1L, null);
    }
  }

  @Test
  void foldingDefersErrors() {
    ConstantFolder folder = new ConstantFolder(context);
    assertThat(folder.fold(operator("+", integer(1L), integer(2L)))).hasToString("3");
    assertThat(folder.fold(operator("/", integer(1L), integer(0L))))
        .isInstanceOf(FunctionCall.class)
        .hasToString("(1 / 0)");
  }

  @Test
  void castsThroughText() {
    Expression cast = new CastViaIo(x(), TEXT, -1);
    Column result = cast.evaluate(context, new Batch(column(longs(12L, null, -3L))));
    BytesColumn text = (BytesColumn) result;
    assertThat(new String(text.copy(0), StandardCharsets.UTF_8)).isEqualTo("12");
    assertThat(text.isNull(1)).isTrue();
    assertThat(new String(text.copy(2), StandardCharsets.UTF_8)).isEqualTo("-3");
  }

  @Test
  void constantsFillBatchesOfChangingSize() {
    BytesColumn value = new BytesColumn(1);
    value.append("abc".getBytes(StandardCharsets.UTF_8));
    Constant constant = new Constant(TEXT, -1, value);
    for (int rows : new int[] {1, 1024, 3, 1000, 0, 5}) {
      Batch batch = new Batch();
      batch.setSize(rows);
      Column column = constant.evaluate(context, batch);
      assertThat(column.size()).isEqualTo(rows);
      for (int row = 0; row < rows; row += 100) {
        assertThat(((BytesColumn) column).copy(row)).asString().isEqualTo("abc");
      }
    }
  }

  private List<@Nullable Long> evaluate(Expression expression, List<@Nullable Long> x) {
    return evaluate(expression, new Batch(column(x)));
  }

  private List<@Nullable Long> evaluate(Expression expression, Batch batch) {
    LongColumn result = (LongColumn) expression.evaluate(context, batch);
    assertThat(result.size()).isEqualTo(batch.size());
    List<@Nullable Long> values = new ArrayList<>();
    for (int row = 0; row < result.size(); row++) {
      values.add(result.isNull(row) ? null : (Long) result.get(row));
    }
    return values;
  }

  private static List<@Nullable Long> longs(@Nullable Long... values) {
    return java.util.Arrays.asList(values);
  }

  private static LongColumn column(List<@Nullable Long> values) {
    LongColumn column = new LongColumn(values.size());
    for (Long value : values) {
      if (value == null) {
        column.appendNull();
      } else {
        column.append(value);
      }
    }
    return column;
  }

  private static Expression x() {
    return new ColumnReference(0, INT4, -1, "x");
  }

  private static Expression bool(int index) {
    return new ColumnReference(index, BOOL, -1, "b" + index);
  }

  private static Constant integer(@Nullable Long value) {
    List<@Nullable Long> one = new ArrayList<>();
    one.add(value);
    return new Constant(INT4, -1, column(one));
  }

  private static Function function(String operator) {
    return Operators.standard()
        .find(operator, TypeOids.INT4, TypeOids.INT4)
        .orElseThrow()
        .implementation();
  }

  private static Expression operator(String name, Expression left, Expression right) {
    PgType type = "+-*/".contains(name) ? INT4 : BOOL;
    return new FunctionCall(function(name), name, List.of(left, right), type, -1);
  }
}
