package dev.omendb.sql.bind;

import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/// The type of an OUT column declared anyelement or anyarray, from the call's first array.
final class PolymorphicOutput {
  private PolymorphicOutput() {}

  static PgRelType of(BindContext context, int pseudo, RexCall call) {
    return of(context, pseudo, call.getOperands());
  }

  static PgRelType of(BindContext context, int pseudo, List<RexNode> arguments) {
    for (RexNode operand : arguments) {
      PgType type = PgRex.typeOf(operand);
      if (type.info().category() == 'A' && type.info().elementOid() != 0) {
        return pseudo == Polymorphism.ANYARRAY
            ? context.relType(type.oid())
            : context.relType(type.info().elementOid());
      }
    }
    return context.relType(Coercion.TEXT);
  }
}
