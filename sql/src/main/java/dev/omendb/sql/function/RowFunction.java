package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;

/// A scalar function that computes one row at a time: how most functions are written.
@FunctionalInterface
public interface RowFunction {
  /// Appends exactly one value to `result`. The arguments of a strict function are not NULL.
  void apply(CallContext context, Column[] arguments, int row, Column result);

  /// The kernel that calls it for each row, treating NULL as PostgreSQL's `STRICT` does.
  default ScalarKernel strict() {
    return (context, arguments, rows, result) -> {
      boolean nulls = false;
      for (Column argument : arguments) {
        nulls |= argument.hasNulls();
      }
      if (!nulls) {
        for (int row = 0; row < rows; row++) {
          apply(context, arguments, row, result);
        }
        return;
      }
      for (int row = 0; row < rows; row++) {
        if (anyNull(arguments, row)) {
          result.appendNull();
        } else {
          apply(context, arguments, row, result);
        }
      }
    };
  }

  /// The kernel that calls it for every row, NULLs included.
  default ScalarKernel lenient() {
    return (context, arguments, rows, result) -> {
      for (int row = 0; row < rows; row++) {
        apply(context, arguments, row, result);
      }
    };
  }

  private static boolean anyNull(Column[] arguments, int row) {
    for (Column argument : arguments) {
      if (argument.isNull(row)) {
        return true;
      }
    }
    return false;
  }
}
