package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.execute.scan.IndexKeyCodec;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of a btree computed by expressions over full rows, in the format of [IndexKeyCodec].
/// Confined to one thread.
public final class ExpressionIndexKeys implements IndexKeys {
  private final EvaluationContext context;
  private final IndexKeyCodec codec;
  private final Expression[] keys;
  private final List<String> names;
  private final @Nullable Expression predicate;
  private final int[] attnums;
  private final Column[] columns;
  private @Nullable Column included;

  /// @param context what immutable expressions may ask for
  /// @param keys one for each key column
  /// @param names of the keys, for error details
  /// @param predicate of a partial index, else null
  /// @param attnums every column that keys, included columns and predicate read
  public ExpressionIndexKeys(
      EvaluationContext context,
      IndexKeyCodec codec,
      List<Expression> keys,
      List<String> names,
      @Nullable Expression predicate,
      int[] attnums) {
    this.context = context;
    this.codec = codec;
    this.keys = keys.toArray(new Expression[0]);
    this.names = List.copyOf(names);
    this.predicate = predicate;
    this.attnums = attnums.clone();
    this.columns = new Column[this.keys.length];
  }

  @Override
  public int[] attnums() {
    return attnums.clone();
  }

  @Override
  public void bind(Batch rows) {
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(context, rows);
    }
    included = predicate == null ? null : predicate.evaluate(context, rows);
  }

  @Override
  public boolean includes(int row) {
    Column passed = included;
    return passed == null || (!passed.isNull(row) && ((LongColumn) passed).get(row) != 0);
  }

  @Override
  public boolean hasNull(int row) {
    for (Column column : columns) {
      if (column.isNull(row)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void encode(int row, KeyBuffer into) {
    for (int i = 0; i < columns.length; i++) {
      codec.encode(i, columns[i], row, into);
    }
  }

  @Override
  public String describe(int row) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      values.append(i == 0 ? "" : ", ");
      values.append(RowText.value(context, keys[i].type(), columns[i], row));
    }
    return "(" + String.join(", ", names) + ")=(" + values + ")";
  }
}
