package dev.omendb.sql.execute.window;

import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.WindowKernel;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One function with OVER. `first_value`, `last_value` and `nth_value` are known by name: they look
/// at frames, which a [WindowKernel] does not see.
///
/// @param arguments over the operator's input
/// @param filter of an aggregate, boolean over the input, or null
public record WindowCall(
    String name,
    Function function,
    List<Expression> arguments,
    @Nullable Expression filter,
    Frame frame,
    PgType resultType) {
  public WindowCall {
    arguments = List.copyOf(arguments);
  }

  /// What computes it.
  public sealed interface Function {
    record Pure(WindowKernel kernel) implements Function {}

    record Aggregate(AggregateKernel kernel) implements Function {}
  }
}
