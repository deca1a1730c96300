package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ARRAY(SELECT …)`: the first column of all rows as an array.
public final class ArraySubquery extends Expression {
  private final Subquery subquery;
  private final @Nullable OuterRow outerRow;
  private final ArrayBuilder builder;
  private final BytesColumn result = new BytesColumn(1);

  public ArraySubquery(
      Subquery subquery, @Nullable OuterRow outerRow, PgType elementType, PgType type) {
    super(type, -1);
    this.subquery = subquery;
    this.outerRow = outerRow;
    this.builder = new ArrayBuilder(elementType);
  }

  @Override
  public Subquery subquery() {
    return subquery;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    result.clear();
    if (outerRow != null) {
      outerRow.evaluate(context, input);
    }
    for (int row = 0; row < input.size(); row++) {
      if (outerRow != null) {
        outerRow.bind(context, row);
      }
      subquery.values(context, builder.elements());
      builder.finish(result);
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return outerRow == null ? List.of() : outerRow.arguments();
  }

  @Override
  public String toString() {
    return "ARRAY(SubPlan)";
  }
}
