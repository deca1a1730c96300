package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A binary-coercible cast: the same bytes under another type (varchar as text, oid as regclass).
public final class Relabel extends Expression {
  private final Expression operand;
  private final @Nullable LongColumn widened;

  public Relabel(Expression operand, PgType type, int typmod) {
    super(type, typmod);
    this.operand = operand;
    StorageType.Kind from = operand.type().storage(-1).kind();
    StorageType.Kind to = type.storage(-1).kind();
    boolean resigned =
        from == StorageType.Kind.INT4 && to == StorageType.Kind.INT8
            || from == StorageType.Kind.INT8 && to == StorageType.Kind.INT4;
    this.widened = resigned ? new LongColumn(1) : null;
  }

  /// integer is signed and oid is not: -1 is oid 4294967295, and back.
  private LongColumn resign(LongColumn value, int rows) {
    LongColumn result = java.util.Objects.requireNonNull(widened);
    boolean toOid = type().storage(-1).kind() == StorageType.Kind.INT8;
    result.clear();
    result.resize(rows);
    result.addNullsOf(value);
    for (int row = 0; row < rows; row++) {
      long bits = value.get(row);
      result.set(row, toOid ? bits & 0xFFFFFFFFL : (int) bits);
    }
    return result;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column value = operand.evaluate(context, input);
    return widened == null ? value : resign((LongColumn) value, input.size());
  }

  @Override
  public List<Expression> children() {
    return List.of(operand);
  }

  @Override
  public String toString() {
    return "(" + operand + ")::" + type().displayName(typmod());
  }
}
