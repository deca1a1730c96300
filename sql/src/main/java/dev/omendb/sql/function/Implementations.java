package dev.omendb.sql.function;

import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.type.PgType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects what the themes implement, keyed by symbol: PostgreSQL's C symbol (`pg_proc.prosrc`),
/// or `name(argument types)` for aggregates and for functions that PostgreSQL writes in SQL.
/// `functions.tsv` then says which SQL functions run a symbol. Used while [Functions] is built.
public final class Implementations {
  private final Map<String, Implementation> kernels = new HashMap<>();
  private final Map<String, RowFunction> rowFunctions = new HashMap<>();
  private final Map<String, TypedRow> typedRows = new HashMap<>();
  private final Set<String> lasting = new HashSet<>();

  /// Makes a row function for resolved types.
  @FunctionalInterface
  public interface TypedRow {
    RowFunction specialise(List<PgType> argumentTypes, PgType resultType);
  }

  /// A function of one row; NULLs are handled here as its `strict` flag says.
  public void row(String symbol, RowFunction function) {
    require(rowFunctions.put(symbol, function) == null, symbol);
  }

  /// A function of one row that waits, or whose effect outlasts a rollback: plans that call it run
  /// where they may take long, and once.
  public void lastingRow(String symbol, RowFunction function) {
    row(symbol, function);
    lasting.add(symbol);
  }

  /// A function of one row that must know its argument types.
  public void typedRow(String symbol, TypedRow function) {
    require(typedRows.put(symbol, function) == null, symbol);
  }

  /// A function over columns, which treats NULL itself.
  public void kernel(String symbol, ScalarKernel kernel) {
    put(symbol, new Implementation.Scalar(kernel));
  }

  public void aggregate(String symbol, AggregateKernel kernel) {
    put(symbol, new Implementation.Aggregate(kernel));
  }

  public void set(String symbol, SetKernel kernel) {
    put(symbol, new Implementation.SetReturning(kernel));
  }

  public void window(String symbol, WindowKernel kernel) {
    put(symbol, new Implementation.Window(kernel));
  }

  /// The implementation of a symbol, or null.
  @Nullable Implementation find(String symbol, boolean strict) {
    Implementation kernel = kernels.get(symbol);
    if (kernel != null) {
      return kernel;
    }
    RowFunction row = rowFunctions.get(symbol);
    if (row != null) {
      return new Implementation.Scalar(
          strict ? row.strict() : row.lenient(), lasting.contains(symbol));
    }
    TypedRow typed = typedRows.get(symbol);
    return typed == null ? null : new Implementation.Scalar(new TypedKernel(typed, strict));
  }

  private void put(String symbol, Implementation implementation) {
    require(kernels.put(symbol, implementation) == null, symbol);
  }

  private static void require(boolean first, String symbol) {
    if (!first) {
      throw new IllegalStateException("two implementations of " + symbol);
    }
  }

  private record TypedKernel(TypedRow function, boolean strict) implements ScalarKernel {
    @Override
    public void apply(
        CallContext context,
        dev.omendb.engine.column.Column[] arguments,
        int rows,
        dev.omendb.engine.column.Column result) {
      throw new IllegalStateException("a polymorphic function was not specialised");
    }

    @Override
    public ScalarKernel specialise(List<PgType> argumentTypes, PgType resultType) {
      RowFunction row = function.specialise(argumentTypes, resultType);
      return strict ? row.strict() : row.lenient();
    }
  }
}
