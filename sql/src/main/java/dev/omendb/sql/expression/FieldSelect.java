package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.system.RecordValue;
import java.util.List;

/// `(record).field`.
public final class FieldSelect extends Expression {
  private final Expression record;
  private final int field;
  private final Column result;

  /// @param field counted from 0
  public FieldSelect(Expression record, int field, PgType type, int typmod) {
    super(type, typmod);
    this.record = record;
    this.field = field;
    this.result = type.storage(typmod).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    BytesColumn records = (BytesColumn) record.evaluate(context, input);
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      if (records.isNull(row)) {
        result.appendNull();
      } else {
        RecordValue.appendField(records, row, field, result);
      }
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(record);
  }

  @Override
  public String toString() {
    return "(" + record + ").f" + (field + 1);
  }
}
