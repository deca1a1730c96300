package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.sql.function.AggregateKernel;
import java.util.Arrays;

/// Variance, covariance, correlation and regression over double precision pairs, by the
/// Youngs-Cramer method as PostgreSQL computes them. One-argument aggregates use x only.
final class Moments implements AggregateKernel.Accumulator {
  /// The aggregate wanted. Two-argument ones take (y, x).
  enum Kind {
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP,
    REGR_COUNT,
    REGR_SXX,
    REGR_SYY,
    REGR_SXY,
    REGR_AVGX,
    REGR_AVGY,
    REGR_R2,
    REGR_SLOPE,
    REGR_INTERCEPT,
    COVAR_POP,
    COVAR_SAMP,
    CORR
  }

  private static final int FIELDS = 6;
  private static final int N = 0;
  private static final int SX = 1;
  private static final int SXX = 2;
  private static final int SY = 3;
  private static final int SYY = 4;
  private static final int SXY = 5;

  private final Kind kind;
  private double[] state = new double[FIELDS];

  Moments(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void ensureGroups(int groupCount) {
    if (groupCount * FIELDS > state.length) {
      state = Arrays.copyOf(state, Math.max(groupCount * FIELDS, state.length * 2));
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    DoubleColumn first = (DoubleColumn) arguments[0];
    DoubleColumn x = arguments.length > 1 ? (DoubleColumn) arguments[1] : first;
    for (int i = 0; i < rows; i++) {
      if (!first.isNull(i) && !x.isNull(i)) {
        add(groups[i] * FIELDS, x.get(i), first.get(i));
      }
    }
  }

  private void add(int at, double x, double y) {
    double n = state[at + N] + 1;
    double sx = state[at + SX] + x;
    double sy = state[at + SY] + y;
    if (n > 1) {
      double dx = x * n - sx;
      double dy = y * n - sy;
      double scale = 1.0 / (n * state[at + N]);
      state[at + SXX] += dx * dx * scale;
      state[at + SYY] += dy * dy * scale;
      state[at + SXY] += dx * dy * scale;
    } else if (!Double.isFinite(x)) {
      state[at + SXX] = Double.NaN;
      state[at + SXY] = Double.NaN;
    }
    if (n == 1 && !Double.isFinite(y)) {
      state[at + SYY] = Double.NaN;
      state[at + SXY] = Double.NaN;
    }
    state[at + N] = n;
    state[at + SX] = sx;
    state[at + SY] = sy;
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    double[] from = ((Moments) other).state;
    for (int i = 0; i < groups.length; i++) {
      mergeGroup(groups[i] * FIELDS, from, i * FIELDS);
    }
  }

  private void mergeGroup(int at, double[] from, int source) {
    double n1 = state[at + N];
    double n2 = from[source + N];
    if (n2 == 0) {
      return;
    }
    if (n1 == 0) {
      System.arraycopy(from, source, state, at, FIELDS);
      return;
    }
    double n = n1 + n2;
    double dx = state[at + SX] / n1 - from[source + SX] / n2;
    double dy = state[at + SY] / n1 - from[source + SY] / n2;
    double weight = n1 * n2 / n;
    state[at + SXX] += from[source + SXX] + weight * dx * dx;
    state[at + SYY] += from[source + SYY] + weight * dy * dy;
    state[at + SXY] += from[source + SXY] + weight * dx * dy;
    state[at + SX] += from[source + SX];
    state[at + SY] += from[source + SY];
    state[at + N] = n;
  }

  @Override
  public void result(int group, Column into) {
    if (kind == Kind.REGR_COUNT) {
      dev.omendb.sql.function.Values.put(into, (long) state[group * FIELDS + N]);
      return;
    }
    double value = value(group * FIELDS);
    if (value == NOTHING) {
      into.appendNull();
    } else {
      ((DoubleColumn) into).append(value);
    }
  }

  /// Stands for NULL; no statistic is this value.
  private static final double NOTHING = -Double.MAX_VALUE;

  private double value(int at) {
    double n = state[at + N];
    double sxx = state[at + SXX];
    double syy = state[at + SYY];
    double sxy = state[at + SXY];
    boolean sample = kind == Kind.VAR_SAMP || kind == Kind.STDDEV_SAMP || kind == Kind.COVAR_SAMP;
    if (n < (sample ? 2 : 1)) {
      return NOTHING;
    }
    return switch (kind) {
      case VAR_POP -> sxx / n;
      case VAR_SAMP -> sxx / (n - 1);
      case STDDEV_POP -> Math.sqrt(sxx / n);
      case STDDEV_SAMP -> Math.sqrt(sxx / (n - 1));
      case REGR_COUNT -> n;
      case REGR_SXX -> sxx;
      case REGR_SYY -> syy;
      case REGR_SXY -> sxy;
      case REGR_AVGX -> state[at + SX] / n;
      case REGR_AVGY -> state[at + SY] / n;
      case REGR_R2 -> sxx == 0 ? NOTHING : syy == 0 ? 1 : sxy * sxy / (sxx * syy);
      case REGR_SLOPE -> sxx == 0 ? NOTHING : sxy / sxx;
      case REGR_INTERCEPT -> sxx == 0 ? NOTHING : (state[at + SY] - state[at + SX] * sxy / sxx) / n;
      case COVAR_POP -> sxy / n;
      case COVAR_SAMP -> sxy / (n - 1);
      case CORR -> sxx == 0 || syy == 0 ? NOTHING : sxy / Math.sqrt(sxx * syy);
    };
  }

  @Override
  public long retainedBytes() {
    return 8L * state.length;
  }
}
