package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Cast.Context;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// The one type of UNION, CASE, COALESCE, VALUES, ARRAY and IN (PostgreSQL documentation, 10.5).
final class CommonType {
  private final BindContext context;
  private final Coercion coercion;

  CommonType(BindContext context, Coercion coercion) {
    this.context = context;
    this.coercion = coercion;
  }

  PgType of(List<PgType> types, String construct, int position) {
    int[] positions = new int[types.size()];
    Arrays.fill(positions, position);
    return of(types, construct, positions);
  }

  /// Errors: 42804 `CASE types integer and text cannot be matched`, at the one that differs.
  PgType of(List<PgType> types, String construct, int[] positions) {
    PgType chosen = null;
    for (int i = 0; i < positions.length; i++) {
      PgType type = types.get(i);
      int position = positions[i];
      if (type.oid() == Coercion.UNKNOWN) {
        continue;
      }
      if (chosen == null) {
        chosen = type;
      } else if (type.oid() != chosen.oid()) {
        chosen = choose(chosen, type, construct, position);
      }
    }
    return chosen == null ? context.type(Coercion.TEXT) : chosen;
  }

  /// The type that all of them convert to; null when there is none.
  @Nullable PgType find(List<PgType> types) {
    PgType chosen = null;
    for (PgType type : types) {
      if (type.oid() == Coercion.UNKNOWN) {
        continue;
      }
      if (chosen != null && type.info().category() != chosen.info().category()) {
        return null;
      }
      chosen = chosen == null ? type : wider(chosen, type);
    }
    if (chosen == null) {
      return context.type(Coercion.TEXT);
    }
    for (PgType type : types) {
      if (!coercion.possible(type, chosen, Context.IMPLICIT)) {
        return null;
      }
    }
    return chosen;
  }

  private PgType choose(PgType chosen, PgType type, String construct, int position) {
    if (type.info().category() != chosen.info().category()) {
      throw new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "%s types %s and %s cannot be matched"
                  .formatted(construct, chosen.displayName(-1), type.displayName(-1)))
          .position(position);
    }
    return wider(chosen, type);
  }

  private PgType wider(PgType chosen, PgType type) {
    boolean widens =
        !chosen.info().preferred()
            && coercion.possible(chosen, type, Context.IMPLICIT)
            && !coercion.possible(type, chosen, Context.IMPLICIT);
    return widens ? type : chosen;
  }

  /// Converts all to their common type; the modifier survives when all share it.
  List<RexNode> unify(List<RexNode> nodes, String construct, int position) {
    int[] positions = new int[nodes.size()];
    Arrays.fill(positions, position);
    return unify(nodes, construct, positions);
  }

  List<RexNode> unify(List<RexNode> nodes, String construct, int[] positions) {
    return unify(nodes, construct, i -> construct, positions);
  }

  /// @param part names the construct's part in the message about a node that does not convert
  List<RexNode> unify(
      List<RexNode> nodes, String construct, IntFunction<String> part, int[] positions) {
    PgType target = of(nodes.stream().map(PgRex::typeOf).toList(), construct, positions);
    List<RexNode> converted = new ArrayList<>(nodes.size());
    for (int i = 0; i < positions.length; i++) {
      RexNode node = nodes.get(i);
      int position = positions[i];
      RexNode result = coercion.convert(node, target, -1, Context.IMPLICIT);
      if (result == null) {
        throw new DatabaseException(
                SqlState.CANNOT_COERCE,
                "%s could not convert type %s to %s"
                    .formatted(
                        part.apply(i), PgRex.typeOf(node).displayName(-1), target.displayName(-1)))
            .position(position);
      }
      converted.add(result);
    }
    return converted;
  }

  /// The type of unified nodes: with the modifier all of them have, if any.
  PgRelType typeOf(List<RexNode> unified) {
    PgRelType first = PgRelType.of(unified.getFirst().getType());
    for (RexNode node : unified) {
      if (PgRex.typmodOf(node) != first.typmod()) {
        return context.relType(first.type(), -1);
      }
    }
    return first;
  }
}
