package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.system.RecordValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `(a, b) IN (SELECT x, y …)` and its kin: `=` or `<>` over rows, with ANY or ALL. The subquery
/// gives records. Rows are equal when all fields are, and differ when any does, three-valued.
/// Uncorrelated `= ANY` and `<> ALL` over equal types look rows without NULLs up in a hash set.
public final class RowSubqueryComparison extends Expression {
  private final List<Expression> operands;
  private final Subquery subquery;
  private final @Nullable OuterRow outerRow;
  private final boolean all;
  private final boolean differs;
  private final boolean hashed;
  private final List<PgType> fieldTypes;
  private final PairKernel[] comparisons;
  private final Column[] fields;
  private final Column[] repeated;
  private final BytesColumn records = new BytesColumn(16);
  private final LongColumn rowResults = new LongColumn(16);
  private final LongColumn result = new LongColumn(1);

  /// @param comparisons for each field, over the types of the operand and the subquery's column
  /// @param subquery its one column is a record of `fieldTypes`
  public RowSubqueryComparison(
      List<Expression> operands,
      List<Function> comparisons,
      boolean all,
      Subquery subquery,
      List<PgType> fieldTypes,
      @Nullable OuterRow outerRow,
      PgType booleanType) {
    super(booleanType, -1);
    this.operands = List.copyOf(operands);
    this.subquery = subquery;
    this.outerRow = outerRow;
    this.all = all;
    this.differs = comparisons.get(0).name().endsWith("ne");
    this.comparisons = new PairKernel[operands.size()];
    this.fieldTypes = List.copyOf(fieldTypes);
    this.hashed = outerRow == null && differs == all && sameTypes(operands, fieldTypes);
    this.fields = new Column[operands.size()];
    this.repeated = new Column[operands.size()];
    for (int i = 0; i < fields.length; i++) {
      Function comparison = comparisons.get(i);
      if (!comparison.name().endsWith(differs ? "ne" : "eq")) {
        throw DatabaseException.unsupported("this comparison of rows with a subquery");
      }
      PgType left = operands.get(i).type();
      this.comparisons[i] = new PairKernel(comparison, left, fieldTypes.get(i), booleanType);
      this.fields[i] = fieldTypes.get(i).storage(-1).newColumn(16);
      this.repeated[i] = left.storage(-1).newColumn(16);
    }
  }

  private static boolean sameTypes(List<Expression> operands, List<PgType> types) {
    for (int i = 0; i < types.size(); i++) {
      if (operands.get(i).type().oid() != types.get(i).oid() || !types.get(i).isHashable()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Subquery subquery() {
    return subquery;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column[] left = new Column[operands.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = operands.get(i).evaluate(context, input);
    }
    result.clear();
    if (outerRow == null) {
      unpack(context);
    } else {
      outerRow.evaluate(context, input);
    }
    RowSet set = hashed ? new RowSet(fieldTypes, fields, records.size()) : null;
    for (int row = 0; row < input.size(); row++) {
      if (set != null && RowSet.isComplete(left, row)) {
        boolean found = set.contains(left, row);
        if (found || !set.hasNull()) {
          result.append(found == all ? 0 : 1);
          continue;
        }
      }
      if (outerRow != null) {
        outerRow.bind(context, row);
        unpack(context);
      }
      compare(context, left, row);
    }
    return result;
  }

  private void unpack(EvaluationContext context) {
    records.clear();
    subquery.values(context, records);
    for (int i = 0; i < fields.length; i++) {
      fields[i].clear();
      for (int row = 0; row < records.size(); row++) {
        RecordValue.appendField(records, row, i, fields[i]);
      }
    }
  }

  private void compare(EvaluationContext context, Column[] left, int row) {
    int count = records.size();
    rowResults.clear();
    for (int i = 0; i < fields.length; i++) {
      repeated[i].clear();
      for (int n = 0; n < count; n++) {
        repeated[i].appendFrom(left[i], row);
      }
      LongColumn field = (LongColumn) comparisons[i].apply(context, repeated[i], fields[i], count);
      if (i == 0) {
        rowResults.appendRange(field, 0, count);
      } else {
        combine(field, count);
      }
    }
    Quantified.append(rowResults, all, result);
  }

  /// AND for `=`, OR for `<>`.
  private void combine(LongColumn field, int count) {
    long deciding = differs ? 1 : 0;
    for (int n = 0; n < count; n++) {
      boolean decided = !rowResults.isNull(n) && rowResults.get(n) == deciding;
      if (decided) {
        continue;
      }
      if (field.isNull(n)) {
        rowResults.setNull(n);
      } else if (field.get(n) == deciding) {
        rowResults.clearNull(n);
        rowResults.set(n, deciding);
      }
    }
  }

  @Override
  public List<Expression> children() {
    List<Expression> children = new ArrayList<>(operands);
    if (outerRow != null) {
      children.addAll(outerRow.arguments());
    }
    return children;
  }

  @Override
  public String toString() {
    return "(ROW" + operands + (all ? " ALL" : " ANY") + " (SubPlan))";
  }
}
