package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.parse.node.ArrayConstructor;
import dev.omendb.sql.parse.node.CaseExpression;
import dev.omendb.sql.parse.node.FieldAccess;
import dev.omendb.sql.parse.node.KeywordCall;
import dev.omendb.sql.parse.node.RowConstructor;
import dev.omendb.sql.parse.node.Subscript;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgOperator.FormKind;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// CASE, COALESCE and its kin, arrays, rows, subscripts and fields.
final class ConstructorBinder {
  /// pg_type.oid of jsonb, which can be subscripted.
  private static final int JSONB = 3802;

  private final ExpressionBinder binder;

  ConstructorBinder(ExpressionBinder binder) {
    this.binder = binder;
  }

  RexNode caseExpression(CaseExpression node) {
    List<RexNode> conditions = new ArrayList<>();
    List<RexNode> results = new ArrayList<>();
    RexNode operand = node.operand == null ? null : binder.bind(node.operand);
    for (CaseExpression.When branch : node.branches) {
      conditions.add(condition(operand, branch.condition()));
      results.add(binder.bind(branch.result()));
    }
    // PostgreSQL looks at ELSE first.
    results.addFirst(
        node.otherwise == null
            ? binder.rex().nullConstant(binder.context.type(Coercion.UNKNOWN))
            : binder.bind(node.otherwise));
    List<RexNode> unified =
        binder
            .binders
            .common()
            .unify(
                results, "CASE", i -> i == 0 ? "CASE/ELSE" : "CASE/WHEN", resultPositions(node));
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      operands.add(conditions.get(i));
      operands.add(unified.get(i + 1));
    }
    operands.add(unified.getFirst());
    return binder.rex().caseWhen(operands, binder.binders.common().typeOf(unified));
  }

  private static int[] resultPositions(CaseExpression node) {
    int[] positions = new int[node.branches.size() + 1];
    positions[0] =
        node.otherwise == null ? node.position() : ExpressionBinder.position(node.otherwise);
    for (int i = 1; i < positions.length; i++) {
      positions[i] = ExpressionBinder.position(node.branches.get(i - 1).result());
    }
    return positions;
  }

  private RexNode condition(@Nullable RexNode operand, SqlNode when) {
    RexNode bound = binder.bind(when);
    return operand == null
        ? binder.binders.coercion().toBoolean(bound, "CASE/WHEN", when)
        : binder
            .binders
            .operators()
            .call(null, "=", operand, bound, ExpressionBinder.position(when));
  }

  RexNode keywordCall(KeywordCall call) {
    List<RexNode> operands = binder.bindAll(call.operands);
    return switch (call.kind) {
      case COALESCE -> form(FormKind.COALESCE, null, unify(operands, "COALESCE", call));
      case NULLIF -> nullIf(operands, call);
      case GREATEST -> extreme(FormKind.GREATEST, unify(operands, "GREATEST", call), call);
      case LEAST -> extreme(FormKind.LEAST, unify(operands, "LEAST", call), call);
      case GROUPING -> throw DatabaseException.unsupported("GROUPING()");
    };
  }

  private List<RexNode> unify(List<RexNode> operands, String construct, KeywordCall call) {
    int[] positions = call.operands.stream().mapToInt(ExpressionBinder::position).toArray();
    return binder.binders.common().unify(operands, construct, positions);
  }

  /// NULLIF(a, b) is CASE WHEN a = b THEN NULL ELSE a END.
  private RexNode nullIf(List<RexNode> operands, KeywordCall call) {
    OperatorResolver.Chosen equal =
        binder
            .binders
            .operators()
            .resolve(
                null, "=", PgRex.typeOf(operands.get(0)), PgRex.typeOf(operands.get(1)),
                call.position());
    RexNode left = operands.getFirst();
    PgType leftType =
        Coercion.isUnknown(left) ? equal.left() : PgRex.typeOf(left);
    RexNode first = binder.binders.coercion().implicit(left, leftType);
    RexNode same =
        binder
            .rex()
            .call(
                equal.operator().implementation(), "=", binder.rex().types().booleanType(),
                List.of(
                    binder.binders.coercion().implicit(first, equal.left()),
                    binder.binders.coercion().implicit(operands.get(1), equal.right())));
    return binder
        .rex()
        .caseWhen(
            List.of(same, binder.rex().nullConstant(leftType), first),
            PgRelType.of(first.getType()));
  }

  private RexNode extreme(FormKind kind, List<RexNode> operands, KeywordCall call) {
    PgType type = PgRex.typeOf(operands.getFirst());
    Function greater =
        binder
            .binders
            .operators()
            .resolve(null, ">", type, type, call.position())
            .operator()
            .implementation();
    return form(kind, greater, operands);
  }

  private RexNode form(FormKind kind, @Nullable Function function, List<RexNode> operands) {
    return binder
        .rex()
        .call(
            new PgOperator.Form(kind, function, -1),
            binder.binders.common().typeOf(operands),
            operands);
  }

  RexNode array(ArrayConstructor node) {
    if (node.elements.isEmpty()) {
      throw new DatabaseException(
              SqlState.INDETERMINATE_DATATYPE, "cannot determine type of empty array")
          .hint("Explicitly cast to the desired type, for example ARRAY[]::integer[].");
    }
    List<RexNode> elements = elements(node, null);
    int[] positions = node.elements.stream().mapToInt(ExpressionBinder::position).toArray();
    List<RexNode> unified = binder.binders.common().unify(elements, "ARRAY", positions);
    PgType element = PgRex.typeOf(unified.getFirst());
    PgType type =
        element.isArray() ? element : binder.context.type(arrayOf(element, node.position()));
    return arrayForm(type, unified);
  }

  /// `ARRAY[…]::t[]`: the elements are cast one by one, so an empty list is fine.
  RexNode array(ArrayConstructor node, PgType target) {
    List<RexNode> elements = elements(node, target);
    PgType element = binder.context.type(target.info().elementOid());
    List<RexNode> converted = new ArrayList<>();
    for (RexNode value : elements) {
      converted.add(
          PgRex.typeOf(value).isArray()
              ? binder.binders.coercion().explicit(value, binder.context.relType(target, -1))
              : binder.binders.coercion().explicit(value, binder.context.relType(element, -1)));
    }
    return arrayForm(target, converted);
  }

  private List<RexNode> elements(ArrayConstructor node, @Nullable PgType target) {
    List<RexNode> elements = new ArrayList<>();
    for (SqlNode element : node.elements) {
      elements.add(
          element instanceof ArrayConstructor nested && target != null
              ? array(nested, target)
              : binder.bind(element));
    }
    return elements;
  }

  private RexNode arrayForm(PgType type, List<RexNode> elements) {
    return binder
        .rex()
        .call(
            new PgOperator.Form(FormKind.ARRAY, null, -1),
            binder.context.relType(type, -1),
            elements);
  }

  private int arrayOf(PgType element, int position) {
    if (element.info().arrayOid() == 0) {
      throw new DatabaseException(
              SqlState.UNDEFINED_OBJECT,
              "could not find array type for data type " + element.displayName(-1))
          .position(position);
    }
    return element.info().arrayOid();
  }

  RexNode row(RowConstructor node) {
    List<RexNode> elements = new ArrayList<>();
    for (SqlNode element : node.elements) {
      elements.add(binder.resolveUnknown(binder.bind(element)));
    }
    return binder
        .rex()
        .call(
            new PgOperator.Form(FormKind.ROW, null, -1),
            binder.context.relType(Coercion.RECORD),
            elements);
  }

  RexNode subscript(Subscript node) {
    RexNode base = binder.bind(node.base);
    PgType type = PgRex.typeOf(base);
    if (type.oid() == JSONB) {
      return jsonSubscript(node, base);
    }
    if (type.info().elementOid() == 0) {
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "cannot subscript type %s because it does not support subscripting"
              .formatted(type.displayName(-1)));
    }
    boolean slice = node.indexes.stream().anyMatch(Subscript.Index::slice);
    List<RexNode> operands = new ArrayList<>();
    operands.add(base);
    for (Subscript.Index index : node.indexes) {
      if (slice) {
        boolean plain = !index.slice();
        operands.add(plain ? binder.binders.coercion().integer(1) : bound(index.lower()));
      }
      operands.add(bound(index.upper()));
    }
    PgType result = slice ? type : binder.context.type(type.info().elementOid());
    return binder
        .rex()
        .call(
            new PgOperator.Form(slice ? FormKind.SLICE : FormKind.SUBSCRIPT, null, -1),
            binder.context.relType(result, -1),
            operands);
  }

  /// An array with one element replaced; no index is a slice. Errors: 42804.
  RexNode subscriptAssignment(RexNode array, List<Subscript.Index> indexes, RexNode element) {
    List<RexNode> operands = new ArrayList<>(List.of(array, element));
    for (Subscript.Index index : indexes) {
      operands.add(bound(index.upper()));
    }
    return binder
        .rex()
        .call(
            new PgOperator.Form(FormKind.SUBSCRIPT_ASSIGNMENT, null, -1),
            binder.context.relType(PgRex.typeOf(array), -1),
            operands);
  }

  private RexNode bound(@Nullable SqlNode node) {
    PgType integer = binder.context.type(Coercion.INT4);
    if (node == null) {
      return binder.rex().nullConstant(integer);
    }
    RexNode converted =
        binder
            .binders
            .coercion()
            .convert(
                binder.bind(node), integer, -1, dev.omendb.sql.function.Cast.Context.ASSIGNMENT);
    if (converted == null) {
      throw new DatabaseException(
              SqlState.DATATYPE_MISMATCH, "array subscript must have type integer")
          .position(ExpressionBinder.position(node));
    }
    return converted;
  }

  /// `jsonb['a'][1]` is `->` for each step.
  private RexNode jsonSubscript(Subscript node, RexNode base) {
    RexNode value = base;
    for (Subscript.Index index : node.indexes) {
      if (index.slice() || index.upper() == null) {
        throw new DatabaseException(
            SqlState.DATATYPE_MISMATCH, "jsonb subscript does not support slices");
      }
      RexNode key = binder.bind(index.upper());
      value = binder.binders.operators().call("pg_catalog", "->", value, key, node.position());
    }
    return value;
  }

  RexNode field(FieldAccess access) {
    RexNode column = binder.columns().field(access);
    if (column != null) {
      return column;
    }
    RexNode base = binder.bind(access.base);
    List<PgRelType.Field> fields = PgRelType.of(base.getType()).fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(access.field)) {
        return fieldOf(base, i, fields.get(i).type());
      }
    }
    if (base instanceof RexCall call
        && call.getOperator() instanceof PgOperator.Form form
        && form.kind() == FormKind.ROW
        && access.field.matches("f[0-9]+")) {
      int index = Integer.parseInt(access.field.substring(1)) - 1;
      if (index >= 0 && index < call.getOperands().size()) {
        return call.getOperands().get(index);
      }
    }
    PgType type = PgRex.typeOf(base);
    if (type.oid() == Coercion.RECORD) {
      throw new DatabaseException(
          SqlState.UNDEFINED_COLUMN,
          "could not identify column \"" + access.field + "\" in record data type");
    }
    throw new DatabaseException(
        SqlState.WRONG_OBJECT_TYPE,
        "column notation .%s applied to type %s, which is not a composite type"
            .formatted(access.field, type.displayName(-1)));
  }

  private RexNode fieldOf(RexNode base, int index, PgRelType type) {
    return binder
        .rex()
        .call(
            new PgOperator.Form(FormKind.FIELD, null, index),
            type,
            List.of(base));
  }
}
