package dev.omendb.kernels.rabitq;

/// How the distance that codes estimate stands to the one asked for. Codes propose rows, the true
/// distance of each decides; this says what the true distance of the k-th row found means for the
/// estimates of rows not yet seen.
public enum Proxy {
  /// They are the same.
  EXACT,

  /// Codes are of vectors projected to fewer dimensions: the same but for an error that the learned
  /// margin has to cover.
  PROJECTED,

  /// Taxicab distance by codes for the Euclidean: their squares are nearly proportional, by a scale
  /// that depends on the data and is learned; 1 is always safe.
  TAXICAB,

  /// Jaccard distance of sets by codes for the cosine distance: at most d leaves a cosine distance
  /// of at most d / (2 - d), because the geometric mean of the sizes is at most the arithmetic.
  JACCARD;

  /// The standard errors that a projection adds to those of the codes.
  private static final float PROJECTION_ERRORS = 2;

  /// The greatest score in the codes' metric of a row with a true score of at most `score`.
  float bound(float score, float scale) {
    return switch (this) {
      case EXACT, PROJECTED -> score;
      case TAXICAB -> scale * score * score;
      case JACCARD -> score < 1 ? score / (2 - score) : Float.POSITIVE_INFINITY;
    };
  }

  /// The margin of second codes where nothing has been learned, for codes that `fine` would do for:
  /// they are not asked where what they estimate says little.
  float fineMargin(float fine) {
    return switch (this) {
      case EXACT, JACCARD -> fine;
      case PROJECTED, TAXICAB -> Float.POSITIVE_INFINITY;
    };
  }

  /// The margin where nothing has been learned, for codes that `epsilon` would do for.
  float margin(float epsilon) {
    return switch (this) {
      case EXACT, JACCARD -> epsilon;
      case PROJECTED -> PROJECTION_ERRORS * (epsilon + 1);
      case TAXICAB -> epsilon + PROJECTION_ERRORS;
    };
  }
}
