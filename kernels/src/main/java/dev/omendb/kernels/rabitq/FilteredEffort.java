package dev.omendb.kernels.rabitq;

/// How hard a search of one part tries where a filter refuses rows.
///
/// @param k rows wanted
/// @param recall share of them to find
record FilteredEffort(IvfPart part, int k, double recall) {
  /// How many times more rows than the filter is expected to leave to look at are prepared for.
  private static final int RANKED_AHEAD = 4;

  private static final int ODD_SHARE = 16;

  /// Lists that a filtered search visits in vain before it ends: what a filter keeps may lie in
  /// other lists than what it refuses.
  private static final int PATIENCE = 8;

  /// One more for each so many visited.
  private static final int PATIENCE_SHARE = 4;

  /// Whether so few rows were refused that no more effort is due to them, as rows are that were
  /// deleted since the part was built.
  static boolean isOdd(long kept, long refused) {
    return ODD_SHARE * refused <= kept + refused;
  }

  /// What a search without a filter would do.
  Effort first() {
    return part.curve().effort(k, recall);
  }

  /// What the search is expected to come to.
  ///
  /// @param share of all rows that the filter keeps
  Effort expected(double share) {
    Effort first = first();
    Effort ahead = part.curve().effort((long) (RANKED_AHEAD * k / share), recall);
    boolean farther =
        ahead.reach() > first.reach()
            || (ahead.reach() == first.reach() && ahead.probes() > first.probes());
    return farther ? ahead : first;
  }

  /// What finds as many rows, whether kept or refused, as are as near as the k-th kept one.
  ///
  /// @param kept rows near the query that the filter kept
  /// @param refused those it refused
  Effort after(long kept, long refused) {
    long share = Math.max(1, kept);
    EffortCurve curve = part.curve();
    Effort learned = curve.effort(k * (share + refused) / share, recall);
    if (learned != Effort.EXHAUSTIVE) {
      return learned;
    }
    Effort most = curve.effort(curve.greatestK(), recall);
    return new Effort(Integer.MAX_VALUE, Float.POSITIVE_INFINITY, most.epsilon(), most.fine());
  }

  /// How many lists to visit at most before the effort is looked at again: while few rows were kept
  /// it is a rough guess.
  ///
  /// @param done lists visited
  static int next(int done) {
    return 2 * done + PATIENCE;
  }

  /// How many lists may bring nothing nearer before the search ends: more where what the filter
  /// keeps lies far from the query.
  ///
  /// @param done lists visited
  /// @param filledAt how many had been when there were k rows for the first time
  static int patience(int done, int filledAt) {
    return PATIENCE + done / PATIENCE_SHARE + filledAt;
  }
}
