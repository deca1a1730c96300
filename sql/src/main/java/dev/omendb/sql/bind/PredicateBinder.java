package dev.omendb.sql.bind;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.parse.node.Between;
import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.DistinctTest;
import dev.omendb.sql.parse.node.InList;
import dev.omendb.sql.parse.node.IsTest;
import dev.omendb.sql.parse.node.LogicalCall;
import dev.omendb.sql.parse.node.OperatorCall;
import dev.omendb.sql.parse.node.Quantified;
import dev.omendb.sql.parse.node.RowConstructor;
import dev.omendb.sql.plan.rex.PgOperator.FormKind;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/// Operators, comparisons and tests.
final class PredicateBinder {
  private static final Set<String> ROW_COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

  private final ExpressionBinder binder;

  PredicateBinder(ExpressionBinder binder) {
    this.binder = binder;
  }

  RexNode operator(OperatorCall call) {
    if (call.left instanceof RowConstructor left
        && call.right instanceof RowConstructor right
        && ROW_COMPARISONS.contains(call.name)) {
      return compareRows(
          call.name, binder.bindAll(left.elements), binder.bindAll(right.elements),
          call.position());
    }
    if (call.left == null && call.right instanceof Constant number
        && number.kind == Constant.Kind.NUMBER && call.name.equals("-")) {
      return negative(number);
    }
    RexNode left = call.left == null ? null : binder.bind(call.left);
    RexNode right = binder.bind(call.right);
    return binder.binders.operators().call(call.schema, call.name, left, right, call.position());
  }

  /// `-2147483648` is an integer although 2147483648 is not.
  private RexNode negative(Constant number) {
    RexNode positive = binder.bind(number);
    if (number.isInteger() && number.text.length() >= 10) {
      return smallestInteger(number, positive);
    }
    return binder.binders.operators().call(null, "-", null, positive, number.position());
  }

  private RexNode smallestInteger(Constant number, RexNode positive) {
    String type =
        switch (number.text) {
          case "2147483648" -> "int4";
          case "9223372036854775808" -> "int8";
          default -> null;
        };
    if (type == null) {
      return binder
          .binders
          .operators()
          .call(null, "-", null, positive, number.position());
    }
    RexNode text = binder.text("-" + number.text, Coercion.UNKNOWN);
    return binder
        .binders
        .coercion()
        .implicit(text, binder.context.systemType(type));
  }

  RexNode equality(RexNode left, RexNode right, int position) {
    return binder.binders.operators().call(null, "=", left, right, position);
  }

  /// Row comparison (PostgreSQL documentation, 9.24.5): element by element, the first difference
  /// decides.
  RexNode compareRows(String name, List<RexNode> left, List<RexNode> right, int position) {
    if (left.size() != right.size()) {
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions")
          .position(position);
    }
    PgRex rex = binder.rex();
    List<RexNode> parts = new ArrayList<>();
    switch (name) {
      case "=" -> {
        for (int i = 0; i < left.size(); i++) {
          parts.add(equality(left.get(i), right.get(i), position));
        }
        return rex.and(parts);
      }
      case "<>" -> {
        for (int i = 0; i < left.size(); i++) {
          parts.add(compare("<>", left.get(i), right.get(i), position));
        }
        return rex.or(parts);
      }
      default -> {
        return lexicographic(name, left, right, position);
      }
    }
  }

  /// (a, b) < (c, d): a < c OR (a = c AND b < d).
  private RexNode lexicographic(
      String name, List<RexNode> left, List<RexNode> right, int position) {
    PgRex rex = binder.rex();
    String strict = name.substring(0, 1);
    int last = left.size() - 1;
    RexNode result = compare(name, left.get(last), right.get(last), position);
    for (int i = last - 1; i >= 0; i--) {
      RexNode less = compare(strict, left.get(i), right.get(i), position);
      RexNode equal = equality(left.get(i), right.get(i), position);
      result = rex.or(List.of(less, rex.and(List.of(equal, result))));
    }
    return result;
  }

  private RexNode compare(String name, RexNode left, RexNode right, int position) {
    return binder.binders.operators().call(null, name, left, right, position);
  }

  RexNode logical(LogicalCall call) {
    List<RexNode> operands = new ArrayList<>();
    for (SqlNode operand : call.operands) {
      operands.add(
          binder
              .binders
              .coercion()
              .toBoolean(binder.bind(operand), call.kind.name(), operand));
    }
    return switch (call.kind) {
      case AND -> binder.rex().and(operands);
      case OR -> binder.rex().or(operands);
      case NOT -> binder.rex().not(operands.getFirst());
    };
  }

  RexNode isTest(IsTest test) {
    PgRex rex = binder.rex();
    switch (test.kind) {
      case NULL -> {
        return isNull(test);
      }
      case TRUE, FALSE, UNKNOWN -> {
        RexNode operand =
            binder
                .binders
                .coercion()
                .toBoolean(
                    binder.bind(test.operand),
                    "IS " + (test.negated ? "NOT " : "") + test.kind,
                    test.operand);
        return rex.test(truthTest(test), operand);
      }
      case NORMALIZED -> {
        return isNormalized(test, "NFC");
      }
      case NORMALIZED_NFD -> {
        return isNormalized(test, "NFD");
      }
      case NORMALIZED_NFKC -> {
        return isNormalized(test, "NFKC");
      }
      case NORMALIZED_NFKD -> {
        return isNormalized(test, "NFKD");
      }
      case DOCUMENT -> throw DatabaseException.unsupported("IS DOCUMENT");
    }
    throw new IllegalStateException(test.kind.name());
  }

  private RexNode isNormalized(IsTest test, String form) {
    PgType text = binder.context.type(Coercion.TEXT);
    BytesColumn name = new BytesColumn(1);
    name.append(form.getBytes(StandardCharsets.US_ASCII));
    Function function = binder.context.functions().byName("is_normalized").getFirst();
    RexNode result =
        binder
            .rex()
            .call(
                function,
                function.name(),
                binder.rex().types().booleanType(),
                List.of(
                    binder.binders.coercion().implicit(binder.bind(test.operand), text),
                    binder.rex().constant(name, text, -1)));
    return test.negated ? binder.rex().not(result) : result;
  }

  private RexNode isNull(IsTest test) {
    PgRex rex = binder.rex();
    SqlOperator operator =
        test.negated ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL;
    if (test.operand instanceof RowConstructor row) {
      List<RexNode> parts = new ArrayList<>();
      for (RexNode element : binder.bindAll(row.elements)) {
        parts.add(rex.test(operator, binder.resolveUnknown(element)));
      }
      return rex.and(parts);
    }
    RexNode operand = binder.bind(test.operand);
    if (ColumnBinder.isWholeRow(test.operand, operand)) {
      return rex.and(
          ((RexCall) operand).getOperands().stream().map(f -> rex.test(operator, f)).toList());
    }
    if (operand instanceof org.apache.calcite.rex.RexDynamicParam param
        && Coercion.isUnknown(operand)) {
      throw new DatabaseException(
          SqlState.INDETERMINATE_DATATYPE,
          "could not determine data type of parameter $" + (param.getIndex() + 1));
    }
    return rex.test(operator, operand);
  }

  private static SqlOperator truthTest(IsTest test) {
    return switch (test.kind) {
      case TRUE -> test.negated ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE;
      case FALSE ->
          test.negated ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE;
      case UNKNOWN ->
          test.negated ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL;
      case NULL, DOCUMENT, NORMALIZED, NORMALIZED_NFD, NORMALIZED_NFKC, NORMALIZED_NFKD ->
          throw new IllegalStateException(test.kind.name());
    };
  }

  RexNode distinct(DistinctTest test) {
    RexNode left = binder.bind(test.left);
    RexNode right = binder.bind(test.right);
    OperatorResolver.Chosen equal =
        binder
            .binders
            .operators()
            .resolve(null, "=", PgRex.typeOf(left), PgRex.typeOf(right), test.position());
    FormKind kind = test.negated ? FormKind.NOT_DISTINCT_FROM : FormKind.DISTINCT_FROM;
    return binder
        .rex()
        .call(
            new PgOperator.Form(kind, equal.operator().implementation(), -1),
            binder.rex().types().booleanType(),
            List.of(
                binder.binders.coercion().implicit(left, equal.left()),
                binder.binders.coercion().implicit(right, equal.right())));
  }

  RexNode between(Between between) {
    RexNode operand = binder.bind(between.operand);
    RexNode low = binder.bind(between.low);
    RexNode high = binder.bind(between.high);
    int position = between.position();
    RexNode inside = within(operand, low, high, position);
    if (between.symmetric) {
      inside = binder.rex().or(List.of(inside, within(operand, high, low, position)));
    }
    return between.negated ? binder.rex().not(inside) : inside;
  }

  private RexNode within(RexNode operand, RexNode low, RexNode high, int position) {
    return binder
        .rex()
        .and(
            List.of(
                compare(">=", operand, low, position), compare("<=", operand, high, position)));
  }

  RexNode inList(InList list) {
    if (list.operand instanceof RowConstructor row) {
      return rowIn(list, binder.bindAll(row.elements));
    }
    RexNode operand = binder.bind(list.operand);
    List<RexNode> elements = binder.bindAll(list.elements);
    RexNode result = sameTypeIn(operand, elements, list.position());
    if (result == null) {
      List<RexNode> parts = new ArrayList<>();
      for (RexNode element : elements) {
        parts.add(equality(operand, element, list.position()));
      }
      result = binder.rex().or(parts);
    }
    return list.negated ? binder.rex().not(result) : result;
  }

  private RexNode rowIn(InList list, List<RexNode> operand) {
    List<RexNode> parts = new ArrayList<>();
    for (SqlNode element : list.elements) {
      if (!(element instanceof RowConstructor other)) {
        throw new DatabaseException(
            SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions");
      }
      parts.add(compareRows("=", operand, binder.bindAll(other.elements), list.position()));
    }
    RexNode any = binder.rex().or(parts);
    return list.negated ? binder.rex().not(any) : any;
  }

  /// One IN node when a single equality serves all elements; null when it does not.
  private @Nullable RexNode sameTypeIn(RexNode operand, List<RexNode> elements, int position) {
    List<PgType> types = new ArrayList<>();
    types.add(PgRex.typeOf(operand));
    for (RexNode element : elements) {
      types.add(PgRex.typeOf(element));
    }
    PgType common = binder.binders.common().find(types);
    if (common == null) {
      return null;
    }
    OperatorResolver.Chosen equal =
        binder.binders.operators().resolve(null, "=", common, common, position);
    if (equal.left().oid() != equal.right().oid()) {
      return null;
    }
    List<RexNode> operands = new ArrayList<>();
    operands.add(binder.binders.coercion().implicit(operand, equal.left()));
    for (RexNode element : elements) {
      operands.add(binder.binders.coercion().implicit(element, equal.right()));
    }
    return binder
        .rex()
        .call(
            new PgOperator.Form(FormKind.IN_LIST, equal.operator().implementation(), -1),
            binder.rex().types().booleanType(),
            operands);
  }

  /// `x = ANY (array)` and its kin.
  RexNode arrayComparison(Quantified node) {
    RexNode left = binder.bind(node.left);
    RexNode right = binder.bind(node.right);
    if (Coercion.isUnknown(right)) {
      PgType element =
          Coercion.isUnknown(left) ? binder.context.type(Coercion.TEXT) : PgRex.typeOf(left);
      if (element.info().arrayOid() != 0) {
        right =
            binder
                .binders
                .coercion()
                .implicit(right, binder.context.type(element.info().arrayOid()));
      }
    }
    PgType array = PgRex.typeOf(right);
    if (array.info().elementOid() == 0 || array.info().category() != 'A') {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires array on right side")
          .position(node.position());
    }
    PgType element = binder.context.type(array.info().elementOid());
    OperatorResolver.Chosen chosen =
        binder
            .binders
            .operators()
            .resolve(node.schema, node.operator, PgRex.typeOf(left), element, node.position());
    if (chosen.result().oid() != Coercion.BOOL) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires operator to yield boolean")
          .position(node.position());
    }
    RexNode converted = convertArray(right, array, chosen.right());
    RexNode result =
        binder
            .rex()
            .call(
                new PgOperator.Form(
                    node.all ? FormKind.ALL_ARRAY : FormKind.ANY_ARRAY,
                    chosen.operator().implementation(),
                    node.operator,
                    -1),
                binder.rex().types().booleanType(),
                List.of(binder.binders.coercion().implicit(left, chosen.left()), converted));
    return node.negated ? binder.rex().not(result) : result;
  }

  private RexNode convertArray(RexNode right, PgType array, PgType element) {
    if (array.info().elementOid() == element.oid() || element.info().arrayOid() == 0) {
      return right;
    }
    return binder
        .binders
        .coercion()
        .implicit(right, binder.context.type(element.info().arrayOid()));
  }
}
