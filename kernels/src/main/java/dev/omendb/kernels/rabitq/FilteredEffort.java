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

  /// The part of the misses asked for that a search aims at where it is told beforehand which rows
  /// pass: how far to go is read off how many pass nearby, which is a guess.
  private static final double CAUTION = 0.6;

  /// As many times k rows that pass show how many pass nearby.
  private static final int TELLING = 4;

  /// Where so many times fewer rows pass nearby than anywhere, they lie apart from the others, …
  private static final int FAR = 4;

  /// … and so many times as many rows are as near as the k-th that passes.
  private static final int FAR_RANKS = 2;

  static FilteredEffort careful(IvfPart part, int k, double recall) {
    return new FilteredEffort(part, k, 1 - CAUTION * (1 - recall));
  }

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

  /// About how many rows are as near as the k-th that passes, if in each list those that pass lie
  /// among the others; -1 where the lists known have too few.
  ///
  /// @param known lists ranked
  double rank(ListRanking ranking, PassingSlots slots, int known) {
    long seen = 0;
    long passing = 0;
    double rank = -1;
    for (int i = 0; i < known; i++) {
      int list = ranking.list(i);
      int some = slots.rows(list);
      int rows = part.firstRow(list + 1) - part.firstRow(list);
      if (passing < k && passing + some >= k) {
        rank = seen + (double) rows * (k - passing) / some;
      }
      passing += some;
      seen += rows;
      if (passing >= (long) TELLING * k) {
        rank = Math.max(rank, (double) k * seen / passing);
        boolean far = (double) FAR * k * part.rows() < rank * slots.rows();
        return far ? FAR_RANKS * rank : rank;
      }
    }
    return known == part.lists() ? Math.max(rank, k) : -1;
  }

  /// What finds that many rows.
  Effort ofRank(double rank) {
    return part.curve().effort((long) Math.max(k, rank), recall);
  }
}
