package dev.omendb.sql.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of pg_proc with its implementation.
///
/// @param schema `pg_catalog`, `information_schema`, or an extension's marker: wherever that was
///   installed, and invisible when it was not
/// @param symbol what it runs: PostgreSQL's C symbol (prosrc)
/// @param argumentTypes oids; pseudo-types (anyelement, anyarray, any) are resolved by the binder
/// @param argumentNames for `f(a => 1)` and \df; empty when unnamed
/// @param returnType oid; may be a pseudo-type resolved from the arguments
/// @param outputs columns of a function with OUT parameters (return type record); else empty
/// @param requiredArguments smaller than the number of arguments when trailing ones have defaults
///   (the implementation is then called with fewer columns)
/// @param variadic the last argument is VARIADIC (its type is the array type, or "any")
/// @param strict NULL in, NULL out: the implementation never sees NULL
public record Function(
    int oid,
    String schema,
    String name,
    String symbol,
    List<Integer> argumentTypes,
    List<String> argumentNames,
    int returnType,
    List<Output> outputs,
    int requiredArguments,
    boolean variadic,
    boolean strict,
    Volatility volatility,
    Implementation implementation) {

  public Function {
    argumentTypes = List.copyOf(argumentTypes);
    argumentNames = List.copyOf(argumentNames);
    outputs = List.copyOf(outputs);
  }

  /// The default of an optional argument as a literal, or null when it must be given. PostgreSQL's
  /// optional arguments are few, and their defaults follow from their names.
  public @Nullable String defaultText(int argument) {
    if (argument < requiredArguments || argument >= argumentTypes.size()) {
      return null;
    }
    String argumentName = argumentNames.isEmpty() ? "" : argumentNames.get(argument);
    return switch (argumentName) {
      case "years", "months", "weeks", "days", "hours", "mins", "secs", "timeout" -> "0";
      case "vars" -> "{}";
      case "strict", "create_if_missing", "wait", "wait_for_archive" -> "true";
      case "silent", "insert_after", "use_json_as_text", "fast" -> "false";
      case "null_value_treatment" -> "use_json_null";
      case "wait_seconds" -> "60";
      default -> null;
    };
  }

  public boolean isAggregate() {
    return implementation instanceof Implementation.Aggregate;
  }

  public boolean returnsSet() {
    return implementation instanceof Implementation.SetReturning;
  }

  public boolean isWindow() {
    return implementation instanceof Implementation.Window;
  }

  /// An OUT parameter.
  ///
  /// @param typeOid may be a pseudo-type resolved from the arguments
  public record Output(String name, int typeOid) {}

  /// May the planner evaluate it early?
  public enum Volatility {
    IMMUTABLE,
    STABLE,
    VOLATILE
  }

  /// What it runs. Call `specialise` of the kernel with the resolved types once, when the call is
  /// bound, and run what it returns.
  public sealed interface Implementation {
    /// @param lasting waits, or does what outlasts a rollback: it must not be run twice for one
    ///     call
    record Scalar(ScalarKernel kernel, boolean lasting) implements Implementation {
      public Scalar(ScalarKernel kernel) {
        this(kernel, false);
      }
    }

    record Aggregate(AggregateKernel kernel) implements Implementation {}

    /// Returns rows: FROM f(x), or in a SELECT list.
    record SetReturning(SetKernel kernel) implements Implementation {}

    /// Only valid with OVER.
    record Window(WindowKernel kernel) implements Implementation {}
  }
}
