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

/// The keys of an index computed by expressions over full rows, in the format of [IndexKeyCodec].
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
  private int[] places = new int[0];

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
    included = predicate == null ? null : predicate.evaluate(context, rows);
    Batch indexed = included == null ? rows : indexed(rows);
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(context, indexed);
    }
  }

  /// The rows that the predicate lets in: of the others the keys may be in error.
  private Batch indexed(Batch rows) {
    if (places.length < rows.size()) {
      places = new int[rows.size()];
    }
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      places[row] = includes(row) ? count++ : -1;
    }
    if (count == rows.size()) {
      return rows;
    }
    Column[] copies = new Column[rows.width()];
    for (int c = 0; c < copies.length; c++) {
      Column source = rows.column(c);
      copies[c] = source.newEmpty(count);
      for (int row = 0; row < rows.size() && source.size() == rows.size(); row++) {
        if (places[row] >= 0) {
          copies[c].appendFrom(source, row);
        }
      }
    }
    Batch indexed = new Batch(copies);
    indexed.setSize(count);
    return indexed;
  }

  /// Where the key of a row is.
  private int place(int row) {
    return included == null ? row : places[row];
  }

  @Override
  public boolean includes(int row) {
    Column passed = included;
    return passed == null || (!passed.isNull(row) && ((LongColumn) passed).get(row) != 0);
  }

  @Override
  public boolean hasNull(int row) {
    for (Column column : columns) {
      if (column.isNull(place(row))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void encode(int row, KeyBuffer into) {
    for (int i = 0; i < columns.length; i++) {
      codec.encode(i, columns[i], place(row), into);
    }
  }

  @Override
  public Column key(int index) {
    return columns[index];
  }

  @Override
  public String describe(int row) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      values.append(i == 0 ? "" : ", ");
      values.append(RowText.value(context, keys[i].type(), columns[i], place(row)));
    }
    return "(" + String.join(", ", names) + ")=(" + values + ")";
  }
}
