package dev.omendb.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.type.PgType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Evaluates every line of the case files (`expression <tab> expected text`), whose expected texts
/// were written by a real PostgreSQL 17 with pgvector 0.8.
class FunctionCasesTest {
  private static final Path CASES = Path.of("src/test/resources/dev/omendb/sql/function/cases");

  static List<Path> files() throws IOException {
    try (var files = Files.list(CASES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void matchesPostgres(Path file) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int tab = line.indexOf('\t');
      String expected = line.substring(tab + 1);
      String actual = evaluate(line.substring(0, tab)).replace("\n", " ; ");
      if (!actual.equals(expected)) {
        wrong.add(line.substring(0, tab) + "\n  expected " + expected + "\n  but was  " + actual);
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  @Test
  void everyOperatorAndCastHasItsFunction() {
    assertThat(Operators.standard().all()).isNotEmpty();
    assertThat(Casts.standard().all()).isNotEmpty();
    for (Operator operator : Operators.standard().all()) {
      assertThat(operator.implementation().implementation())
          .isInstanceOf(Implementation.Scalar.class);
    }
  }

  static String evaluate(String expression) {
    try {
      TestContext context = new TestContext();
      if (expression.startsWith("aggregate ")) {
        return aggregate(context, CaseParser.parseAggregate(expression));
      }
      return switch (new CaseParser(expression).parse()) {
        case Expression scalar -> value(context, scalar);
        case CaseParser.SetCall call -> rows(context, call);
        case Object other -> throw new IllegalStateException(other.toString());
      };
    } catch (DatabaseException e) {
      return "ERROR " + e.state().code() + " " + e.getMessage();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return e.toString();
    } catch (RuntimeException e) {
      return e + " at " + e.getStackTrace()[0];
    }
  }

  private static String value(TestContext context, Expression expression) {
    Batch one = new Batch();
    one.setSize(1);
    Column column = expression.evaluate(context, one);
    assertThat(column.size()).as(expression.toString()).isEqualTo(1);
    return text(context, expression.type(), column, 0);
  }

  private static String text(TestContext context, PgType type, Column column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    }
    ByteBuffering out = new ByteBuffering();
    type.formatText(column, row, context.format(), out);
    return out.text();
  }

  private static String rows(TestContext context, CaseParser.SetCall call) {
    Function function = call.function();
    if (!(function.implementation() instanceof Implementation.SetReturning(SetKernel kernel))) {
      throw new UncheckedIOException(new IOException("not a set"));
    }
    List<PgType> types = new ArrayList<>();
    Column[] arguments = new Column[call.arguments().size()];
    Batch one = new Batch();
    one.setSize(1);
    for (int i = 0; i < arguments.length; i++) {
      types.add(call.arguments().get(i).type());
      arguments[i] = call.arguments().get(i).evaluate(context, one);
    }
    List<PgType> outputs = new ArrayList<>();
    for (Function.Output output : function.outputs()) {
      outputs.add(context.type(output.typeOid()));
    }
    if (outputs.size() < 2) {
      outputs = List.of(call.resultType());
    }
    Batch into =
        new Batch(outputs.stream().map(t -> t.storage(-1).newColumn(1)).toArray(Column[]::new));
    var rows = kernel.specialise(types, call.resultType()).start(context, arguments, 0);
    List<String> lines = new ArrayList<>();
    int count;
    while ((count = rows.next(into, 2)) > 0) {
      for (int row = 0; row < count; row++) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
          fields.add(text(context, outputs.get(i), into.column(i), row));
        }
        lines.add(String.join("|", fields));
      }
      into.clear();
    }
    return String.join(" ; ", lines);
  }

  /// Aggregates in two parts and merges them, as parallel segments do.
  private static String aggregate(TestContext context, CaseParser.AggregateCall call) {
    if (!(call.function().implementation() instanceof Implementation.Aggregate(var kernel))) {
      throw new IllegalArgumentException("not an aggregate");
    }
    List<PgType> types = new ArrayList<>();
    Column[] arguments = new Column[call.arrays().size()];
    for (int i = 0; i < arguments.length; i++) {
      PgType element = context.elementOf(call.arrays().get(i).type());
      types.add(element);
      arguments[i] = element.storage(-1).newColumn(16);
      new dev.omendb.sql.type.array.ArrayValue(element)
          .at(call.arrays().get(i).value(), 0)
          .appendAllTo(arguments[i]);
    }
    AggregateKernel specialised = kernel.specialise(types, call.resultType());
    int rows = arguments[0].size();
    AggregateKernel.Accumulator[] parts = new AggregateKernel.Accumulator[2];
    for (int part = 0; part < 2; part++) {
      parts[part] = specialised.newAccumulator(context);
      parts[part].ensureGroups(1);
      int from = part == 0 ? 0 : rows / 2;
      int to = part == 0 ? rows / 2 : rows;
      Column[] slice = new Column[arguments.length];
      for (int i = 0; i < slice.length; i++) {
        slice[i] = arguments[i].newEmpty(16);
        slice[i].appendRange(arguments[i], from, to);
      }
      parts[part].add(new int[to - from], slice, to - from);
    }
    parts[0].merge(parts[1], new int[1]);
    Column result = call.resultType().storage(-1).newColumn(1);
    parts[0].result(0, result);
    return text(context, call.resultType(), result, 0);
  }
}
