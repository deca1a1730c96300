package dev.omendb.sql.bind;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Cast;
import dev.omendb.sql.function.Cast.Context;
import dev.omendb.sql.function.Cast.Method;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgOperator.CoercionKind;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Conversions between types: which are allowed where, and the nodes that perform them
/// (PostgreSQL documentation, section 10.2 to 10.4; parse_coerce.c).
public final class Coercion {
  static final int BOOL = 16;
  static final int INT4 = 23;
  static final int TEXT = 25;
  static final int UNKNOWN = 705;
  static final int RECORD = 2249;

  private static final int CSTRING = 2275;

  private final BindContext context;
  private final PgRex rex;

  Coercion(BindContext context) {
    this.context = context;
    this.rex = context.rex();
  }

  static boolean isUnknown(RexNode node) {
    return PgRex.typeOf(node).oid() == UNKNOWN;
  }

  /// True when a value of `source` may be used where `target` is wanted.
  boolean possible(PgType source, PgType target, Context wanted) {
    if (source.oid() == target.oid() || source.oid() == UNKNOWN) {
      return true;
    }
    if (Polymorphism.isPolymorphic(target.oid())) {
      return Polymorphism.accepts(context, source, target.oid());
    }
    return castExists(source, target, wanted) || arrayCastExists(source, target, wanted);
  }

  private boolean castExists(PgType source, PgType target, Context wanted) {
    Optional<Cast> cast = find(source, target);
    if (cast.isPresent()) {
      return cast.get().context().allows(wanted);
    }
    return textCast(source, target, wanted);
  }

  /// Any type converts to a string type on assignment and from one when explicit.
  private static boolean textCast(PgType source, PgType target, Context wanted) {
    boolean hasText =
        source.info().kind() != 'p' || source.oid() == RECORD || source.oid() == CSTRING;
    boolean toText = target.info().category() == 'S' && hasText;
    boolean fromText = source.info().category() == 'S' && target.info().kind() != 'p';
    return (toText && wanted != Context.IMPLICIT) || (fromText && wanted == Context.EXPLICIT);
  }

  private Optional<Cast> find(PgType source, PgType target) {
    return context.casts().find(source.oid(), target.oid());
  }

  /// Element by element conversion has no oidvector or int2vector as its result: those would
  /// compete with real arrays for every operator.
  private static boolean areRealArrays(PgType source, PgType target) {
    return source.isArray()
        && target.isArray()
        && target.oid() != TypeOids.OIDVECTOR
        && target.oid() != TypeOids.INT2VECTOR;
  }

  private boolean arrayCastExists(PgType source, PgType target, Context wanted) {
    if (!areRealArrays(source, target)) {
      return false;
    }
    return possible(
        context.type(source.info().elementOid()), context.type(target.info().elementOid()), wanted);
  }

  /// Converts as an explicit cast. Errors: 42846 `cannot cast type a to b`.
  RexNode explicit(RexNode node, PgRelType target) {
    RexNode converted = convert(node, target.type(), target.typmod(), Context.EXPLICIT);
    if (converted == null) {
      throw new DatabaseException(
          SqlState.CANNOT_COERCE,
          "cannot cast type %s to %s"
              .formatted(
                  PgRex.typeOf(node).displayName(-1), target.type().displayName(-1)));
    }
    return converted;
  }

  /// Converts where the rules have already found it possible.
  RexNode implicit(RexNode node, PgType target) {
    return implicit(node, target, -1);
  }

  RexNode implicit(RexNode node, PgType target, int typmod) {
    RexNode converted = convert(node, target, typmod, Context.IMPLICIT);
    if (converted == null) {
      throw new DatabaseException(
          SqlState.CANNOT_COERCE,
          "cannot convert type %s to %s"
              .formatted(PgRex.typeOf(node).displayName(-1), target.displayName(-1)));
    }
    return converted;
  }

  /// Converts a value to a column's type. Errors: 42804 `column "a" is of type integer but
  /// expression is of type text`.
  RexNode assignment(RexNode node, PgRelType target, String column, int position) {
    RexNode converted;
    try {
      converted = convert(node, target.type(), target.typmod(), Context.ASSIGNMENT);
    } catch (DatabaseException e) {
      throw e.position(position);
    }
    if (converted == null) {
      throw new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "column \"%s\" is of type %s but expression is of type %s"
                  .formatted(
                      column, target.type().displayName(-1),
                      PgRex.typeOf(node).displayName(-1)))
          .hint("You will need to rewrite or cast the expression.")
          .position(position);
    }
    return converted;
  }

  /// Converts a condition. Errors: 42804 `argument of WHERE must be type boolean, not type
  /// integer`.
  /// @param source what was bound
  RexNode toBoolean(RexNode node, String clause, SqlNode source) {
    RexNode converted = convert(node, context.type(BOOL), -1, Context.IMPLICIT);
    if (converted == null) {
      throw new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "argument of %s must be type boolean, not type %s"
                  .formatted(clause, PgRex.typeOf(node).displayName(-1)))
          .position(ExpressionBinder.position(source));
    }
    return converted;
  }

  /// The converted node, or null when there is no way.
  @Nullable RexNode convert(RexNode node, PgType target, int typmod, Context wanted) {
    PgType source = PgRex.typeOf(node);
    if (source.oid() == target.oid()) {
      return withTypmod(node, target, typmod, wanted);
    }
    if (source.oid() == UNKNOWN) {
      return fromUnknown(node, target, typmod, wanted);
    }
    if (Polymorphism.isPolymorphic(target.oid())) {
      return node;
    }
    Optional<Cast> cast = find(source, target).filter(c -> c.context().allows(wanted));
    if (cast.isPresent()) {
      return withTypmod(apply(cast.get(), node, target, typmod, wanted), target, typmod, wanted);
    }
    if (areRealArrays(source, target)) {
      return convertArray(node, source, target, typmod, wanted);
    }
    if (textCast(source, target, wanted)) {
      PgRelType type = context.relType(target, -1);
      RexNode io =
          rex.call(
              new PgOperator.Coerce(CoercionKind.INPUT_OUTPUT, type.toString()), type,
              List.of(node));
      return withTypmod(io, target, typmod, wanted);
    }
    return null;
  }

  private RexNode apply(Cast cast, RexNode node, PgType target, int typmod, Context wanted) {
    PgRelType type = context.relType(target, -1);
    if (cast.method() == Method.FUNCTION) {
      Function function = cast.function();
      List<RexNode> operands = new ArrayList<>();
      operands.add(node);
      int arguments = function.argumentTypes().size();
      if (arguments > 1) {
        operands.add(integer(typmod));
      }
      if (arguments > 2) {
        operands.add(bool(wanted == Context.EXPLICIT));
      }
      PgRelType result = arguments > 1 ? context.relType(target, typmod) : type;
      return rex.call(function, function.name(), result, operands);
    }
    CoercionKind kind =
        cast.method() == Method.BINARY_COERCIBLE
            ? CoercionKind.RELABEL
            : CoercionKind.INPUT_OUTPUT;
    return rex.call(new PgOperator.Coerce(kind, type.toString()), type, List.of(node));
  }

  private @Nullable RexNode convertArray(
      RexNode node, PgType source, PgType target, int typmod, Context wanted) {
    PgType from = context.type(source.info().elementOid());
    PgType to = context.type(target.info().elementOid());
    RexNode element =
        convert(new RexInputRef(0, context.relType(from, -1)), to, typmod, wanted);
    if (element == null) {
      return null;
    }
    PgRelType type = context.relType(target, typmod);
    return rex.call(new PgOperator.ArrayCoerce(element), type, List.of(node));
  }

  /// Applies a type modifier: varchar(3), numeric(10,2), vector(3).
  private RexNode withTypmod(RexNode node, PgType target, int typmod, Context wanted) {
    if (typmod < 0 || typmod == PgRex.typmodOf(node)) {
      return node;
    }
    PgOperator.Constant constant = PgRex.constantOf(node);
    if (constant != null && constant.isNull()) {
      return rex.constant(constant.value(), target, typmod);
    }
    PgRelType type = context.relType(target, typmod);
    CoercionKind kind =
        wanted == Context.EXPLICIT
            ? CoercionKind.TYPMOD_EXPLICIT
            : CoercionKind.TYPMOD_ASSIGNMENT;
    return rex.call(new PgOperator.Coerce(kind, type.toString()), type, List.of(node));
  }

  /// A literal or parameter whose type was still open.
  private @Nullable RexNode fromUnknown(
      RexNode node, PgType target, int typmod, Context wanted) {
    if (node instanceof RexDynamicParam param) {
      if (Polymorphism.isPolymorphic(target.oid())) {
        return node;
      }
      context.parameters().resolve(param.getIndex(), target.oid());
      RexNode typed = new RexDynamicParam(context.relType(target, -1), param.getIndex());
      return withTypmod(typed, target, typmod, wanted);
    }
    PgOperator.Constant constant = PgRex.constantOf(node);
    if (constant == null) {
      if (Polymorphism.isPolymorphic(target.oid())) {
        return node;
      }
      PgRelType type = context.relType(target, -1);
      RexNode io =
          rex.call(
              new PgOperator.Coerce(CoercionKind.INPUT_OUTPUT, type.toString()), type,
              List.of(node));
      return withTypmod(io, target, typmod, wanted);
    }
    if (Polymorphism.isPolymorphic(target.oid())) {
      return node;
    }
    if (constant.isNull()) {
      Column value = target.storage(-1).newColumn(1);
      value.appendNull();
      return rex.constant(value, target, typmod);
    }
    return parsed(constant, target, typmod, wanted);
  }

  /// Reads a literal; its type's modifier is applied afterwards, as to any value. Only an
  /// interval's tells how to read it (`INTERVAL '1' YEAR`).
  private RexNode parsed(PgOperator.Constant constant, PgType target, int typmod, Context wanted) {
    BytesColumn text = (BytesColumn) constant.value();
    Column value = target.storage(-1).newColumn(1);
    int inputTypmod = target.oid() == TypeOids.INTERVAL ? typmod : -1;
    try {
      target.parseText(
          text.heap(),
          text.offset(0),
          text.offset(0) + text.length(0),
          inputTypmod,
          context.format(),
          value);
    } catch (DatabaseException e) {
      throw e.position(constant.position());
    }
    RexNode parsed = rex.constant(value, target, inputTypmod, constant.position());
    return withTypmod(parsed, target, typmod, wanted);
  }

  RexNode integer(int value) {
    LongColumn column = new LongColumn(1);
    column.append(value);
    return rex.constant(column, context.type(INT4), -1);
  }

  RexNode bool(boolean value) {
    LongColumn column = new LongColumn(1);
    column.append(value ? 1 : 0);
    return rex.constant(column, context.type(BOOL), -1);
  }
}
