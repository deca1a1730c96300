package dev.omendb.sql.function.aggregate;

import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.PgType;
import java.util.List;
import java.util.function.Function;

/// The list of aggregates. DISTINCT, ORDER BY and FILTER are the executor's.
public final class Aggregates {
  private Aggregates() {}

  public static void addTo(Implementations into) {
    into.aggregate("count()", context -> new Count());
    into.aggregate("count(any)", context -> new Count());
    into.aggregate("sum(int2)", context -> new LongSum(LongSum.Result.BIGINT_SUM));
    into.aggregate("sum(int4)", context -> new LongSum(LongSum.Result.BIGINT_SUM));
    into.aggregate("sum(int8)", context -> new LongSum(LongSum.Result.NUMERIC_SUM));
    for (String type : new String[] {"int2", "int4", "int8"}) {
      into.aggregate("avg(" + type + ")", context -> new LongSum(LongSum.Result.AVERAGE));
    }
    into.aggregate("sum(float4)", context -> new DoubleSum(DoubleSum.Result.SINGLE_SUM));
    into.aggregate("sum(float8)", context -> new DoubleSum(DoubleSum.Result.SUM));
    into.aggregate("avg(float4)", context -> new DoubleSum(DoubleSum.Result.AVERAGE));
    into.aggregate("avg(float8)", context -> new DoubleSum(DoubleSum.Result.AVERAGE));
    into.aggregate("sum(numeric)", context -> new DecimalSum(false));
    into.aggregate("avg(numeric)", context -> new DecimalSum(true));
    addExtremes(into);
    addFolds(into);
    addStatistics(into);
    into.aggregate(
        "array_agg(anynonarray)", typed(types -> context -> new ArrayAggregate(types.get(0))));
    into.aggregate(
        "array_agg(anyarray)", typed(types -> context -> new ArrayAggregate(types.get(0))));
    into.aggregate("string_agg(text,text)", context -> new StringAggregate());
    into.aggregate("string_agg(bytea,bytea)", context -> new StringAggregate());
    OrderedSets.addTo(into);
  }

  private static void addExtremes(Implementations into) {
    String[] longs = {"int2", "int4", "int8", "oid", "date", "time", "timestamp", "timestamptz"};
    for (String type : longs) {
      into.aggregate("min(" + type + ")", context -> new ExtremeLong(ExtremeLong.Fold.MINIMUM));
      into.aggregate("max(" + type + ")", context -> new ExtremeLong(ExtremeLong.Fold.MAXIMUM));
    }
    String[] others = {
      "float4",
      "float8",
      "timetz",
      "interval",
      "text",
      "numeric",
      "bpchar",
      "anyarray",
      "anyenum",
      "xid8",
      "pg_lsn",
      "inet"
    };
    for (String type : others) {
      into.aggregate(
          "min(" + type + ")", typed(types -> context -> new ExtremeValue(types.get(0), false)));
      into.aggregate(
          "max(" + type + ")", typed(types -> context -> new ExtremeValue(types.get(0), true)));
    }
  }

  private static void addFolds(Implementations into) {
    into.aggregate("bool_and(bool)", context -> new ExtremeLong(ExtremeLong.Fold.AND));
    into.aggregate("every(bool)", context -> new ExtremeLong(ExtremeLong.Fold.AND));
    into.aggregate("bool_or(bool)", context -> new ExtremeLong(ExtremeLong.Fold.OR));
    for (String type : new String[] {"int2", "int4", "int8"}) {
      into.aggregate("bit_and(" + type + ")", context -> new ExtremeLong(ExtremeLong.Fold.AND));
      into.aggregate("bit_or(" + type + ")", context -> new ExtremeLong(ExtremeLong.Fold.OR));
      into.aggregate("bit_xor(" + type + ")", context -> new ExtremeLong(ExtremeLong.Fold.XOR));
    }
  }

  private static void addStatistics(Implementations into) {
    String[] names = {"variance", "var_samp", "var_pop", "stddev", "stddev_samp", "stddev_pop"};
    for (String name : names) {
      boolean sample = !name.endsWith("_pop");
      boolean root = name.startsWith("stddev");
      Moments.Kind kind =
          root
              ? sample ? Moments.Kind.STDDEV_SAMP : Moments.Kind.STDDEV_POP
              : sample ? Moments.Kind.VAR_SAMP : Moments.Kind.VAR_POP;
      for (String type : new String[] {"float4", "float8"}) {
        into.aggregate(name + "(" + type + ")", context -> new Moments(kind));
      }
      for (String type : new String[] {"int2", "int4", "int8", "numeric"}) {
        into.aggregate(name + "(" + type + ")", context -> new DecimalVariance(sample, root));
      }
    }
    for (Moments.Kind kind : Moments.Kind.values()) {
      if (kind.compareTo(Moments.Kind.REGR_COUNT) >= 0) {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        into.aggregate(name + "(float8,float8)", context -> new Moments(kind));
      }
    }
  }

  /// An aggregate that must know its argument types.
  public static AggregateKernel typed(Function<List<PgType>, AggregateKernel> factory) {
    return new AggregateKernel() {
      @Override
      public Accumulator newAccumulator(CallContext context) {
        throw new IllegalStateException("a polymorphic aggregate was not specialised");
      }

      @Override
      public AggregateKernel specialise(List<PgType> argumentTypes, PgType resultType) {
        return factory.apply(argumentTypes);
      }
    };
  }
}
