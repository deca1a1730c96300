package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.scan.IndexKeyCodec.Fit;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of a btree a scan reads: equality on the first columns, then bounds on the next one.
/// All expressions read parameters and outer rows only and are of their column's kind.
///
/// @param equal one for each leading column
/// @param lower bound of the column after those, or null
/// @param upper likewise
/// @param text as EXPLAIN prints it, null for a scan of the whole index
public record IndexRange(
    IndexKeyCodec codec,
    List<Expression> equal,
    @Nullable Bound lower,
    @Nullable Bound upper,
    @Nullable String text) {
  public IndexRange {
    equal = List.copyOf(equal);
  }

  /// The whole index.
  public static IndexRange all(IndexKeyCodec codec) {
    return new IndexRange(codec, List.of(), null, null, null);
  }

  public record Bound(Expression value, boolean inclusive) {}

  List<Expression> expressions() {
    List<Expression> all = new ArrayList<>(equal);
    if (lower != null) {
      all.add(lower.value);
    }
    if (upper != null) {
      all.add(upper.value);
    }
    return all;
  }

  /// Byte bounds of one execution.
  ///
  /// @param from first key, null for the start of the index
  /// @param to end (exclusive), null for the end of the index
  public record Keys(byte @Nullable [] from, byte @Nullable [] to) {}

  /// The bytes between which the keys lie, or null when none can match.
  public @Nullable Keys encode(EvaluationContext context) {
    Batch noInput = OneRow.noColumns();
    KeyBuffer prefix = new KeyBuffer();
    for (int i = 0; i < equal.size(); i++) {
      Column value = equal.get(i).evaluate(context, noInput);
      if (value.isNull(0) || codec.fit(i, value, 0) != Fit.WITHIN) {
        return null;
      }
      codec.encode(i, value, 0, prefix);
    }
    if (lower == null && upper == null) {
      return prefix.length() == 0
          ? new Keys(null, null)
          : new Keys(prefix.toByteArray(), IndexKeyCodec.afterPrefix(prefix));
    }
    boolean descending = codec.part(equal.size()).descending();
    Side low = side(context, noInput, prefix, lower, Fit.BELOW);
    Side high = side(context, noInput, prefix, upper, Fit.ABOVE);
    if (low.empty || high.empty) {
      return null;
    }
    Side first = descending ? high : low;
    Side last = descending ? low : high;
    return new Keys(first.from(), last.to());
  }

  /// Evaluates one bound. `harmless` is the side of the column's range where the bound excludes
  /// nothing; on the other side it excludes everything.
  private Side side(
      EvaluationContext context,
      Batch noInput,
      KeyBuffer prefix,
      @Nullable Bound bound,
      Fit harmless) {
    KeyBuffer key = new KeyBuffer();
    key.putBytes(prefix.bytes(), 0, prefix.length());
    if (bound == null) {
      codec.markPresent(key);
      return new Side(key, true, false);
    }
    int column = equal.size();
    Column value = bound.value.evaluate(context, noInput);
    if (value.isNull(0)) {
      return new Side(key, true, true);
    }
    Fit fit = codec.fit(column, value, 0);
    if (fit != Fit.WITHIN) {
      codec.markPresent(key);
      return new Side(key, true, fit != harmless);
    }
    codec.encode(column, value, 0, key);
    return new Side(key, bound.inclusive, false);
  }

  /// One end of the range.
  private record Side(KeyBuffer key, boolean inclusive, boolean empty) {
    byte @Nullable [] from() {
      return inclusive ? key.toByteArray() : IndexKeyCodec.afterPrefix(key);
    }

    byte @Nullable [] to() {
      return inclusive ? IndexKeyCodec.afterPrefix(key) : key.toByteArray();
    }
  }
}
