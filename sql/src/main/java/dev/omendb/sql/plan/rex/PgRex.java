package dev.omendb.sql.plan.rex;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/// Makes expression nodes. One for each planning; holds the type factory.
public final class PgRex {
  private final PgTypeFactory types;
  private final RexBuilder builder;
  private int nextCorrelation;

  public PgRex(PgTypeFactory types) {
    this.types = types;
    this.builder = new RexBuilder(types);
  }

  public PgTypeFactory types() {
    return types;
  }

  public RexBuilder builder() {
    return builder;
  }

  /// A number for a new enclosing-row variable.
  public int newCorrelation() {
    return nextCorrelation++;
  }

  public static PgType typeOf(RexNode node) {
    return PgRelType.of(node.getType()).type();
  }

  public static int typmodOf(RexNode node) {
    return PgRelType.of(node.getType()).typmod();
  }

  /// The constant's operator, or null when the node is something else.
  public static PgOperator.@Nullable Constant constantOf(RexNode node) {
    return node instanceof RexCall call
            && call.getOperator() instanceof PgOperator.Constant constant
        ? constant
        : null;
  }

  public RexNode input(int index, RelDataType type) {
    return new RexInputRef(index, type);
  }

  public RexNode constant(Column value, PgType type, int typmod) {
    return constant(value, type, typmod, 0);
  }

  /// @param position of the literal in the statement
  public RexNode constant(Column value, PgType type, int typmod, int position) {
    String text;
    if (value.isNull(0)) {
      text = "NULL::" + type.name();
    } else {
      ByteArraySink sink = new ByteArraySink();
      type.formatText(value, 0, FormatSettings.DEFAULT, sink);
      text = "'" + sink + "'::" + type.name();
    }
    return call(
        new PgOperator.Constant(value, text, position), new PgRelType(type, typmod), List.of());
  }

  public RexNode nullConstant(PgType type) {
    Column value = type.storage(-1).newColumn(1);
    value.appendNull();
    return constant(value, type, -1);
  }

  public RexNode call(PgOperator operator, PgRelType type, List<RexNode> operands) {
    return builder.makeCall(type, operator, operands);
  }

  public RexNode call(Function function, String display, PgRelType type, List<RexNode> operands) {
    return call(new PgOperator.Call(function, display, false), type, operands);
  }

  public RexNode and(List<RexNode> operands) {
    return connect(SqlStdOperatorTable.AND, operands);
  }

  public RexNode or(List<RexNode> operands) {
    return connect(SqlStdOperatorTable.OR, operands);
  }

  public RexNode not(RexNode operand) {
    return builder.makeCall(types.booleanType(), SqlStdOperatorTable.NOT, List.of(operand));
  }

  public RexNode test(org.apache.calcite.sql.SqlOperator isTest, RexNode operand) {
    return builder.makeCall(types.booleanType(), isTest, List.of(operand));
  }

  /// CASE WHEN c1 THEN r1 … ELSE r END: operands in that order.
  public RexNode caseWhen(List<RexNode> operands, PgRelType type) {
    return builder.makeCall(type, SqlStdOperatorTable.CASE, operands);
  }

  /// Calcite wants conditions flat: no AND directly in an AND, no OR in an OR.
  private RexNode connect(org.apache.calcite.sql.SqlOperator operator, List<RexNode> operands) {
    if (operands.size() == 1) {
      return operands.getFirst();
    }
    List<RexNode> flat = new ArrayList<>();
    for (RexNode operand : operands) {
      if (operand instanceof RexCall call && call.getOperator() == operator) {
        flat.addAll(call.getOperands());
      } else {
        flat.add(operand);
      }
    }
    return builder.makeCall(types.booleanType(), operator, flat);
  }
}
