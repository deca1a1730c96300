package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// `n[i]` of type name: its byte i, from 0, as a "char"; NULL outside its 64 bytes.
public final class NameSubscript extends Expression {
  private static final int NAME_BYTES = 64;

  private final Expression name;
  private final Expression index;
  private final Column result;

  public NameSubscript(Expression name, Expression index, PgType type) {
    super(type, -1);
    this.name = name;
    this.index = index;
    this.result = type.storage(-1).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    BytesColumn names = (BytesColumn) name.evaluate(context, input);
    LongColumn places = (LongColumn) index.evaluate(context, input);
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      long place = places.get(row);
      if (names.isNull(row) || places.isNull(row) || place < 0 || place >= NAME_BYTES) {
        result.appendNull();
      } else {
        int at = (int) Math.min(place, names.length(row));
        int length = place < names.length(row) ? 1 : 0;
        ((BytesColumn) result).append(names.heap(), names.offset(row) + at, length);
      }
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(name, index);
  }

  @Override
  public String toString() {
    return name + "[" + index + "]";
  }
}
