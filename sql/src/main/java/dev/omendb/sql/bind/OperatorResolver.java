package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Cast.Context;
import dev.omendb.sql.function.Operator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Finds the operator a call means and makes the call (PostgreSQL documentation, section 10.2).
final class OperatorResolver {
  private final BindContext context;
  private final Coercion coercion;
  private final NameResolver names;
  private final CandidateSelection selection;

  OperatorResolver(BindContext context, Coercion coercion, NameResolver names) {
    this.context = context;
    this.coercion = coercion;
    this.names = names;
    this.selection = new CandidateSelection(context, coercion);
  }

  /// An operator chosen, with the types its operands must be given.
  record Chosen(Operator operator, PgType left, PgType right, PgType result) {}

  private record Overload(Operator operator, List<Integer> types)
      implements CandidateSelection.Candidate {}

  /// `left name right`, or `name right` when left is null, with operands converted.
  RexNode call(
      @Nullable String schema, String name, @Nullable RexNode left, RexNode right, int position) {
    Chosen chosen =
        resolve(
            schema, name, left == null ? null : PgRex.typeOf(left), PgRex.typeOf(right), position);
    List<RexNode> operands = new ArrayList<>();
    try {
      if (left != null) {
        operands.add(coercion.implicit(left, chosen.left()));
      }
      operands.add(coercion.implicit(right, chosen.right()));
    } catch (DatabaseException e) {
      throw e.position(position);
    }
    PgRelType type = context.relType(chosen.result(), -1);
    return context.rex().call(chosen.operator().implementation(), name, type, operands);
  }

  /// Errors: 42883 `operator does not exist: integer + text`, 42725 `operator is not unique: …`.
  Chosen resolve(
      @Nullable String schema,
      String name,
      @Nullable PgType left,
      PgType right,
      int position) {
    PgType[] actual = left == null ? new PgType[] {right} : new PgType[] {left, right};
    List<Overload> overloads = overloads(schema, name, left == null);
    Overload exact = exactForUnknown(overloads, actual);
    boolean ambiguous = false;
    Overload best = exact;
    if (best == null) {
      CandidateSelection.Choice<Overload> choice = selection.choose(overloads, actual);
      best = choice.best();
      ambiguous = choice.ambiguous();
    }
    if (best == null) {
      throw failure(name, left, right, ambiguous).position(position);
    }
    return resolvePolymorphic(best, actual, name, left, right, position);
  }

  private Chosen resolvePolymorphic(
      Overload best,
      PgType[] actual,
      String name,
      @Nullable PgType left,
      PgType right,
      int position) {
    Polymorphism.Resolution resolution =
        Polymorphism.resolve(context, best.types(), best.operator().resultType(), actual);
    if (resolution == null) {
      throw failure(name, left, right, false).position(position);
    }
    Polymorphism.requireKnown(best.types(), actual);
    PgType[] arguments = resolution.arguments();
    return new Chosen(
        best.operator(),
        arguments[0],
        arguments[arguments.length - 1],
        resolution.result());
  }

  /// Rule 2.a: an unknown operand is assumed to have the other one's type.
  private @Nullable Overload exactForUnknown(List<Overload> overloads, PgType[] actual) {
    if (actual.length != 2) {
      return null;
    }
    int left = actual[0].oid();
    int right = actual[1].oid();
    if (left == Coercion.UNKNOWN && right != Coercion.UNKNOWN) {
      left = right;
    } else if (right == Coercion.UNKNOWN && left != Coercion.UNKNOWN) {
      right = left;
    } else {
      return null;
    }
    for (Overload overload : overloads) {
      if (overload.types().get(0) == left && overload.types().get(1) == right) {
        return overload;
      }
    }
    return null;
  }

  private List<Overload> overloads(@Nullable String schema, String name, boolean prefix) {
    List<Overload> found = new ArrayList<>();
    for (Operator operator : context.operators().byName(name)) {
      if (operator.isPrefix() != prefix) {
        continue;
      }
      boolean seen =
          schema == null
              ? names.isVisible(operator.schema())
              : names.inSchema(operator.schema(), schema);
      if (seen) {
        found.add(
            new Overload(
                operator,
                prefix
                    ? List.of(operator.rightType())
                    : List.of(operator.leftType(), operator.rightType())));
      }
    }
    return found;
  }

  private DatabaseException failure(
      String name, @Nullable PgType left, PgType right, boolean ambiguous) {
    String call =
        (left == null ? "" : names.shown(left) + " ") + name + " " + names.shown(right);
    return ambiguous
        ? new DatabaseException(
                SqlState.AMBIGUOUS_FUNCTION, "operator is not unique: " + call)
            .hint(
                "Could not choose a best candidate operator. You might need to add explicit type"
                    + " casts.")
        : new DatabaseException(
                SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + call)
            .hint(
                "No operator matches the given name and argument type%s. You might need to add"
                        .formatted(left == null ? "" : "s")
                    + " %sexplicit type cast%s."
                        .formatted(left == null ? "an " : "", left == null ? "" : "s"));
  }

  /// True when `=` of the type can be applied to these: used for IN and joins.
  boolean isImplicitlyConvertible(PgType from, PgType to) {
    return coercion.possible(from, to, Context.IMPLICIT);
  }
}
