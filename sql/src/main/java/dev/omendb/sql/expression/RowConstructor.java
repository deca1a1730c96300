package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.system.RecordValue;
import java.util.List;
import java.util.stream.Collectors;

/// `ROW(…)`: a record.
public final class RowConstructor extends Expression {
  private final List<Expression> fields;
  private final List<PgType> types;
  private final List<String> names;
  private final Column[] values;
  private final BytesColumn result = new BytesColumn(1);

  /// @param names of a table's columns when the row is a table's; else empty
  public RowConstructor(List<Expression> fields, List<String> names, PgType recordType) {
    super(recordType, -1);
    this.fields = List.copyOf(fields);
    this.names = List.copyOf(names);
    this.types = fields.stream().map(Expression::type).toList();
    this.values = new Column[fields.size()];
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    for (int i = 0; i < values.length; i++) {
      values[i] = fields.get(i).evaluate(context, input);
    }
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      RecordValue.append(values, types, names, row, result);
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return fields;
  }

  @Override
  public String toString() {
    return fields.stream().map(Object::toString).collect(Collectors.joining(", ", "ROW(", ")"));
  }
}
