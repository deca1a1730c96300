package dev.omendb.sql.function.window;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.WindowKernel;

/// Ranking and offset functions over a partition. Those that look at the frame (first_value,
/// last_value, nth_value) are given the default frame: from the partition's start to the row's last
/// peer.
public final class WindowFunctions {
  private WindowFunctions() {}

  public static void addTo(Implementations into) {
    into.window("window_row_number", each((peer, rows, row, r) -> put(r, row + 1L)));
    into.window("window_rank", each((peer, rows, row, r) -> put(r, peer[row] + 1L)));
    into.window("window_dense_rank", WindowFunctions::denseRank);
    into.window(
        "window_percent_rank",
        each((peer, rows, row, r) -> put(r, rows <= 1 ? 0.0 : peer[row] / (rows - 1.0))));
    into.window(
        "window_cume_dist",
        each((peer, rows, row, r) -> put(r, peerEnd(peer, rows, row) / (double) rows)));
    into.window("window_ntile", WindowFunctions::ntile);
    for (String name : new String[] {"lag", "lead"}) {
      int sign = name.equals("lag") ? -1 : 1;
      into.window("window_" + name, (c, a, p, n, r) -> shift(a, n, sign, r));
      into.window("window_" + name + "_with_offset", (c, a, p, n, r) -> shift(a, n, sign, r));
      into.window(
          "window_" + name + "_with_offset_and_default", (c, a, p, n, r) -> shift(a, n, sign, r));
    }
    into.window(
        "window_first_value",
        (c, a, p, n, r) -> {
          for (int row = 0; row < n; row++) {
            r.appendFrom(a[0], 0);
          }
        });
    into.window(
        "window_last_value",
        (c, a, p, n, r) -> {
          for (int row = 0; row < n; row++) {
            r.appendFrom(a[0], peerEnd(p, n, row) - 1);
          }
        });
    into.window("window_nth_value", (c, a, p, n, r) -> nthValue(a, p, n, r));
  }

  /// A function of a row's place alone.
  private interface Place {
    void apply(int[] peerStart, int rows, int row, Column result);
  }

  private static WindowKernel each(Place place) {
    return (context, arguments, peerStart, rows, result) -> {
      for (int row = 0; row < rows; row++) {
        place.apply(peerStart, rows, row, result);
      }
    };
  }

  /// Index after the row's last peer.
  private static int peerEnd(int[] peerStart, int rows, int row) {
    int end = row + 1;
    while (end < rows && peerStart[end] == peerStart[row]) {
      end++;
    }
    return end;
  }

  private static void denseRank(
      CallContext context, Column[] arguments, int[] peerStart, int rows, Column result) {
    long rank = 0;
    for (int row = 0; row < rows; row++) {
      if (peerStart[row] == row) {
        rank++;
      }
      put(result, rank);
    }
  }

  private static void ntile(
      CallContext context, Column[] arguments, int[] peerStart, int rows, Column result) {
    for (int row = 0; row < rows; row++) {
      if (arguments[0].isNull(0)) {
        result.appendNull();
        continue;
      }
      long buckets = number(arguments[0], 0);
      if (buckets <= 0) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE, "argument of ntile must be greater than zero");
      }
      long small = rows / buckets;
      long larger = rows % buckets;
      long inLarger = larger * (small + 1);
      put(result, row < inLarger ? row / (small + 1) + 1 : larger + (row - inLarger) / small + 1);
    }
  }

  private static void shift(Column[] arguments, int rows, int sign, Column result) {
    for (int row = 0; row < rows; row++) {
      if (arguments.length > 1 && arguments[1].isNull(row)) {
        result.appendNull();
        continue;
      }
      long offset = arguments.length > 1 ? number(arguments[1], row) : 1;
      long target = row + sign * offset;
      if (target >= 0 && target < rows) {
        result.appendFrom(arguments[0], (int) target);
      } else if (arguments.length > 2) {
        result.appendFrom(arguments[2], row);
      } else {
        result.appendNull();
      }
    }
  }

  private static void nthValue(Column[] arguments, int[] peerStart, int rows, Column result) {
    for (int row = 0; row < rows; row++) {
      if (arguments[1].isNull(row)) {
        result.appendNull();
        continue;
      }
      long n = number(arguments[1], row);
      if (n <= 0) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE, "argument of nth_value must be greater than zero");
      }
      if (n <= peerEnd(peerStart, rows, row)) {
        result.appendFrom(arguments[0], (int) n - 1);
      } else {
        result.appendNull();
      }
    }
  }
}
