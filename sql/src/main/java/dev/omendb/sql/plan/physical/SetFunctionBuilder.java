package dev.omendb.sql.plan.physical;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Project;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.scan.ProjectSet;
import dev.omendb.sql.execute.scan.SetCall;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.set.RecordRows;
import dev.omendb.sql.plan.rel.FunctionScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// Set-returning functions, in FROM and in a select list.
final class SetFunctionBuilder {
  private static final double DEFAULT_ROWS = 1000;

  private final PhysicalBuilder plans;

  SetFunctionBuilder(PhysicalBuilder plans) {
    this.plans = plans;
  }

  Built scan(FunctionScan scan) {
    List<RelDataTypeField> fields = scan.getRowType().getFieldList();
    int width = fields.size() - (scan.ordinality() ? 1 : 0);
    List<PgType> types = new ArrayList<>();
    for (RelDataTypeField field : fields.subList(0, width)) {
      types.add(PgRelType.of(field.getType()).type());
    }
    PgType ordinality =
        scan.ordinality() ? PgRelType.of(fields.get(width).getType()).type() : null;
    SetCall call =
        call(
            scan.function(),
            scan.arguments().stream().map(plans.expressions()::constant).toList(),
            new RowLayout(types));
    Operator operator =
        new dev.omendb.sql.execute.scan.FunctionScan(List.of(call), ordinality);
    return new Built(
        PhysicalBuilder.estimated(operator, DEFAULT_ROWS), Built.identity(fields.size()),
        DEFAULT_ROWS);
  }

  private static SetCall call(Function function, List<Expression> arguments, RowLayout layout) {
    List<PgType> types = arguments.stream().map(Expression::type).toList();
    return new SetCall(
        function.name(),
        ((Implementation.SetReturning) function.implementation())
            .kernel()
            .specialise(types, layout.types().getFirst()),
        function.strict(),
        arguments,
        layout);
  }

  /// The calls become columns behind the child's; the expressions around them a projection.
  Built project(dev.omendb.sql.plan.rel.ProjectSet set) {
    RelNode input = set.getInput();
    int width = input.getRowType().getFieldCount();
    Built child = plans.build(input, Columns.of(set.expressions()));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    List<RexCall> calls = new ArrayList<>();
    RexShuttle replace =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            if (!returnsSet(call)) {
              return super.visitCall(call);
            }
            int index = calls.indexOf(call);
            if (index < 0) {
              index = calls.size();
              calls.add(call);
            }
            return new RexInputRef(width + index, call.getType());
          }
        };
    List<RexNode> outer = set.expressions().stream().map(e -> e.accept(replace)).toList();
    List<SetCall> setCalls = new ArrayList<>();
    int childWidth = child.operator().layout().width();
    int[] places = Arrays.copyOf(child.places(), width + calls.size());
    for (int i = 0; i < calls.size(); i++) {
      setCalls.add(selectCall(calls.get(i), child, names.subList(0, width)));
      places[width + i] = childWidth + i;
      names.add("set" + i);
    }
    double rows = child.rows() * 10;
    Operator sets =
        PhysicalBuilder.estimated(new ProjectSet(child.operator(), setCalls), rows);
    Operator projected = new Project(sets, plans.expressions().buildAll(outer, places, names));
    return new Built(
        PhysicalBuilder.estimated(projected, rows), Built.identity(outer.size()), rows);
  }

  private SetCall selectCall(RexCall call, Built child, List<String> names) {
    for (RexNode operand : call.getOperands()) {
      if (containsSet(operand)) {
        throw DatabaseException.unsupported("a set-returning function inside another");
      }
    }
    Function function = ((PgOperator.Call) call.getOperator()).function();
    SetCall set =
        call(
            function,
            plans.expressions().buildAll(call.getOperands(), child.places(), names),
            RowLayout.of(PgRelType.of(call.getType()).type()));
    return function.outputs().size() > 1 ? asRecords(function, set) : set;
  }

  private static SetCall asRecords(Function function, SetCall set) {
    List<PgType> types = set.arguments().stream().map(Expression::type).toList();
    return new SetCall(
        set.name(),
        new RecordRows(set.kernel(), function, types),
        set.strict(),
        set.arguments(),
        set.layout());
  }

  private static boolean returnsSet(RexCall call) {
    return call.getOperator() instanceof PgOperator.Call operator
        && operator.function().returnsSet();
  }

  private static boolean containsSet(RexNode node) {
    boolean[] found = {false};
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            found[0] |= returnsSet(call);
            return super.visitCall(call);
          }
        });
    return found[0];
  }
}
