package dev.omendb.kernels.rabitq;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// How to build an index part.
///
/// @param proxy how the true distance stands to that of the codes
/// @param lists inverted lists, or 0 to let the number of rows decide
/// @param threads threads to use, the caller's included
/// @param copies whether rows are in a second list too, see [SecondLists]
/// @param secondCodes whether rows have second codes where the metric has them, see [FineCodes]
/// @param cancelled asked now and then; once true, the build ends with
///     [java.util.concurrent.CancellationException]
/// @param progress told now and then how many rows have been encoded
public record BuildOptions(
    Proxy proxy,
    int lists,
    int threads,
    boolean copies,
    boolean secondCodes,
    BooleanSupplier cancelled,
    LongConsumer progress) {
  static final int MAX_LISTS = 16384;

  /// With more rows than that, codes are not in the processor's cache.
  private static final double MANY_ROWS = 100_000;

  public BuildOptions {
    if (lists < 0 || lists > MAX_LISTS || threads < 1) {
      throw new IllegalArgumentException("lists " + lists + ", threads " + threads);
    }
  }

  /// Default lists, not cancellable.
  public static BuildOptions threads(int threads) {
    return new BuildOptions(Proxy.EXACT, 0, threads, true, true, () -> false, rows -> {});
  }

  public BuildOptions withLists(int lists) {
    return new BuildOptions(proxy, lists, threads, copies, secondCodes, cancelled, progress);
  }

  public BuildOptions withProxy(Proxy proxy) {
    return new BuildOptions(proxy, lists, threads, copies, secondCodes, cancelled, progress);
  }

  public BuildOptions withoutCopies() {
    return new BuildOptions(proxy, lists, threads, false, secondCodes, cancelled, progress);
  }

  public BuildOptions withoutSecondCodes() {
    return new BuildOptions(proxy, lists, threads, copies, false, cancelled, progress);
  }

  /// @param cancelled see [BuildOptions], as for `progress`
  public BuildOptions watched(BooleanSupplier cancelled, LongConsumer progress) {
    return new BuildOptions(proxy, lists, threads, copies, secondCodes, cancelled, progress);
  }

  /// Lists for a number of rows, in whole steps of 16: about twice the square root, and up to four
  /// times where searches wait for memory.
  int lists(int rows) {
    double more = Math.clamp(Math.pow(rows / MANY_ROWS, 0.25), 1, 2);
    int usual = Math.clamp((int) (2 * more * Math.sqrt(rows)) & -16, 1, SecondLists.MOST_LISTS);
    int wanted = lists > 0 ? lists : usual;
    return Math.max(1, Math.min(wanted, rows));
  }
}
