package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.expression.ColumnReference;
import dev.omendb.sql.expression.Constant;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.FunctionCall;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.function.TestContext;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds small plans by hand and prints their results. Rows are texts: `1|a|null`.
public final class Plans {
  public static final PgType BOOL = Types.builtin().byOid(16);
  public static final PgType INT8 = Types.builtin().byOid(20);
  public static final PgType INT4 = Types.builtin().byOid(23);
  public static final PgType TEXT = Types.builtin().byOid(25);
  public static final PgType FLOAT8 = Types.builtin().byOid(701);

  private static final Functions FUNCTIONS = Functions.standard();
  private static final Operators OPERATORS = Operators.standard();

  private Plans() {}

  public static PgType type(String name) {
    return Types.builtin().parseTypeName(name).type();
  }

  public static Expression column(int index, PgType type) {
    return new ColumnReference(index, type, -1, "c" + index);
  }

  public static Constant constant(PgType type, @Nullable String text) {
    Column value = RowLayout.newColumn(type, 1);
    append(type, text, value);
    return new Constant(type, -1, value);
  }

  public static Expression bigint(long value) {
    return constant(INT8, Long.toString(value));
  }

  /// An operator over operands of exactly its types.
  public static Expression operator(Expression left, String name, Expression right) {
    var found = OPERATORS.find(name, left.type().oid(), right.type().oid()).orElseThrow();
    PgType result = Types.builtin().byOid(found.resultType());
    return new FunctionCall(
        found.implementation(),
        name,
        List.of(left, right),
        result,
        -1);
  }

  public static dev.omendb.sql.function.Function function(String name, PgType... arguments) {
    List<Integer> oids = Arrays.stream(arguments).map(PgType::oid).toList();
    return FUNCTIONS.byName(name).stream()
        .filter(f -> f.argumentTypes().equals(oids))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no function " + name + oids));
  }

  public static SortKey ascending(int column, PgType type) {
    return SortKey.ascending(column, type);
  }

  /// A source of rows that come in batches of `batchRows`.
  public static Rows rows(RowLayout layout, int batchRows, List<String> lines) {
    return new Rows(layout, batchRows, lines);
  }

  public static Rows rows(RowLayout layout, String... lines) {
    return new Rows(layout, Column.BATCH_ROWS, List.of(lines));
  }

  public static void append(PgType type, @Nullable String text, Column into) {
    if (text == null || text.equals("null")) {
      into.appendNull();
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    type.parseText(bytes, 0, bytes.length, -1, FormatSettings.DEFAULT, into);
  }

  public static List<String> run(Operator plan) {
    return run(plan, new TestContext());
  }

  /// Opens, reads to the end, closes.
  public static List<String> run(Operator plan, EvaluationContext context) {
    plan.open(context);
    try {
      return drain(plan);
    } finally {
      plan.close();
    }
  }

  public static List<String> drain(Operator plan) {
    List<String> lines = new ArrayList<>();
    for (Batch batch = plan.next(); batch != null; batch = plan.next()) {
      if (batch.size() == 0) {
        throw new AssertionError("an empty batch");
      }
      for (int row = 0; row < batch.size(); row++) {
        lines.add(text(plan.layout(), batch, row));
      }
    }
    return lines;
  }

  public static String text(RowLayout layout, Batch batch, int row) {
    List<String> values = new ArrayList<>();
    for (int c = 0; c < layout.width(); c++) {
      Column column = batch.column(c);
      if (column.size() < batch.size()) {
        throw new AssertionError(
            "column %d has %d rows of %d".formatted(c, column.size(), batch.size()));
      }
      if (column.isNull(row)) {
        values.add("null");
      } else {
        ByteArraySink sink = new ByteArraySink();
        layout.type(c).formatText(column, row, FormatSettings.DEFAULT, sink);
        values.add(sink.toString());
      }
    }
    return String.join("|", values);
  }

  public static long number(Column column, int row) {
    return ((LongColumn) column).get(row);
  }

  /// Rows from memory; counts how often it was opened.
  public static final class Rows extends Operator {
    private final int batchRows;
    private final List<String> lines;
    private final Batch output;
    private int position;
    public int opened;

    Rows(RowLayout layout, int batchRows, List<String> lines) {
      super(layout);
      this.batchRows = batchRows;
      this.lines = lines;
      this.output = layout.newBatch(16);
    }

    @Override
    protected void start(EvaluationContext context) {
      position = 0;
      opened++;
    }

    @Override
    protected @Nullable Batch produce() {
      output.clear();
      int to = Math.min(lines.size(), position + batchRows);
      for (int i = position; i < to; i++) {
        String[] values = lines.get(i).split("\\|", -1);
        for (int c = 0; c < layout().width(); c++) {
          append(layout().type(c), values[c], output.column(c));
        }
      }
      output.setSize(to - position);
      position = to;
      return output.size() == 0 ? null : output;
    }

    @Override
    protected void stop() {}

    @Override
    public List<Operator> children() {
      return List.of();
    }

    @Override
    public void explain(PlanPrinter printer) {
      printer.node("Rows");
    }
  }
}
