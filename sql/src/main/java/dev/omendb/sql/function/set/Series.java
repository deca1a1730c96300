package dev.omendb.sql.function.set;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.function.Values;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lifts a function that produces all rows of one call at once to a set kernel: for functions whose
/// results are as small as their arguments (arrays, documents, matches). A NULL argument gives no
/// rows.
public final class Series implements SetKernel {
  private final Producer producer;
  private final boolean strict;

  /// Appends every row of one call.
  @FunctionalInterface
  public interface Producer {
    void produce(CallContext context, Column[] arguments, int row, Batch into);
  }

  /// All rows of one call as strings.
  @FunctionalInterface
  public interface TextProducer {
    List<@Nullable String> produce(CallContext context, Column[] arguments, int row);
  }

  private Series(Producer producer, boolean strict) {
    this.producer = producer;
    this.strict = strict;
  }

  public static Series of(Producer producer) {
    return new Series(producer, true);
  }

  /// The producer looks at NULL arguments itself.
  public static Series lenient(Producer producer) {
    return new Series(producer, false);
  }

  public static Series ofText(TextProducer producer) {
    return new Series(
        (context, arguments, row, into) -> {
          for (String value : producer.produce(context, arguments, row)) {
            if (value == null) {
              into.column(0).appendNull();
            } else {
              Values.put(into.column(0), value);
            }
          }
        },
        true);
  }

  @Override
  public Rows start(CallContext context, Column[] arguments, int row) {
    boolean none = strict && Arrays.stream(arguments).anyMatch(a -> a.isNull(row));
    return new Buffered(none ? (c, a, i, into) -> {} : producer, context, arguments, row);
  }

  /// Produces at the first call, hands out slices afterwards.
  private static final class Buffered implements Rows {
    private final Producer producer;
    private final CallContext context;
    private final Column[] arguments;
    private final int row;
    private @Nullable Batch rows;
    private int next;

    Buffered(Producer producer, CallContext context, Column[] arguments, int row) {
      this.producer = producer;
      this.context = context;
      this.row = 0;
      this.arguments = new Column[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        this.arguments[i] = arguments[i].newEmpty(1);
        this.arguments[i].appendFrom(arguments[i], row);
      }
    }

    @Override
    public int next(Batch into, int max) {
      Batch produced = rows;
      if (produced == null) {
        Column[] columns = new Column[into.width()];
        for (int i = 0; i < columns.length; i++) {
          columns[i] = into.column(i).newEmpty(16);
        }
        produced = new Batch(columns);
        producer.produce(context, arguments, row, produced);
        produced.setSize(columns.length == 0 ? 0 : columns[0].size());
        rows = produced;
      }
      int count = Math.min(max, produced.size() - next);
      for (int i = 0; i < into.width(); i++) {
        into.column(i).appendRange(produced.column(i), next, next + count);
      }
      next += count;
      return count;
    }
  }
}
