package dev.omendb.sql.bind;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ArrayConstructor;
import dev.omendb.sql.parse.node.Between;
import dev.omendb.sql.parse.node.CaseExpression;
import dev.omendb.sql.parse.node.Cast;
import dev.omendb.sql.parse.node.Collate;
import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.DefaultMarker;
import dev.omendb.sql.parse.node.DistinctTest;
import dev.omendb.sql.parse.node.FieldAccess;
import dev.omendb.sql.parse.node.FunctionCall;
import dev.omendb.sql.parse.node.InList;
import dev.omendb.sql.parse.node.IsTest;
import dev.omendb.sql.parse.node.KeywordCall;
import dev.omendb.sql.parse.node.LogicalCall;
import dev.omendb.sql.parse.node.OperatorCall;
import dev.omendb.sql.parse.node.PgNode;
import dev.omendb.sql.parse.node.Quantified;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.RowConstructor;
import dev.omendb.sql.parse.node.Subscript;
import dev.omendb.sql.parse.node.SubqueryExpression;
import dev.omendb.sql.parse.node.ValueFunction;
import dev.omendb.sql.parse.node.WindowSpec;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Turns an expression's parse tree into a typed row expression. One for each query level; the
/// themes (names, calls, predicates, constructors, subqueries) are classes of their own.
final class ExpressionBinder {
  private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  final BindContext context;
  final Binders binders;
  private final Scope scope;
  private final @Nullable Correlation outer;
  private final List<WindowSpec> windows;
  private final CteScope ctes;

  /// Where column references stand in the text, for GROUP BY errors.
  private final Map<RexNode, Integer> positions = new IdentityHashMap<>();

  private final ColumnBinder columns;
  private final PredicateBinder predicates;
  private final ConstructorBinder constructors;
  private final CallBinder calls;
  private final SubqueryBinder subqueries;
  private Clause clause = Clause.SELECT;

  /// @param outer the enclosing query, or null
  /// @param windows the WINDOW clause
  /// @param ctes the WITH items subqueries can see
  ExpressionBinder(
      Binders binders,
      Scope scope,
      @Nullable Correlation outer,
      List<WindowSpec> windows,
      CteScope ctes) {
    this.binders = binders;
    this.context = binders.context();
    this.scope = scope;
    this.outer = outer;
    this.windows = windows;
    this.ctes = ctes;
    this.columns = new ColumnBinder(this);
    this.predicates = new PredicateBinder(this);
    this.constructors = new ConstructorBinder(this);
    this.calls = new CallBinder(this);
    this.subqueries = new SubqueryBinder(this);
  }

  Scope scope() {
    return scope;
  }

  @Nullable Correlation outer() {
    return outer;
  }

  List<WindowSpec> windows() {
    return windows;
  }

  CteScope ctes() {
    return ctes;
  }

  Clause clause() {
    return clause;
  }

  ColumnBinder columns() {
    return columns;
  }

  PgRex rex() {
    return context.rex();
  }

  /// Where a column reference made by this binder stands, 0 if it is not one.
  int positionOf(RexNode reference) {
    return positions.getOrDefault(reference, 0);
  }

  void remember(RexNode reference, int position) {
    positions.put(reference, position);
  }

  /// Binds in a clause; literals may stay of unknown type.
  RexNode bind(SqlNode node, Clause where) {
    Clause before = clause;
    clause = where;
    try {
      return bind(node);
    } finally {
      clause = before;
    }
  }

  /// As [#bind], with unknown literals made text: for select lists, ORDER BY, GROUP BY.
  RexNode bindResolved(SqlNode node, Clause where) {
    return resolveUnknown(bind(node, where));
  }

  RexNode resolveUnknown(RexNode node) {
    return Coercion.isUnknown(node)
        ? binders.coercion().implicit(node, context.type(Coercion.TEXT))
        : node;
  }

  RexNode bindCondition(SqlNode node, Clause where) {
    return binders.coercion().toBoolean(bind(node, where), where.condition(), node);
  }

  /// Where an expression begins: what PostgreSQL's errors about its type point at (exprLocation).
  static int position(SqlNode node) {
    int first = node.getParserPosition().getColumnNum();
    SqlNode leftmost = node;
    while (leftmost instanceof PgNode call && !(call instanceof QueryExpression)) {
      SqlNode before = null;
      for (SqlNode child : call.getOperandList()) {
        int start = child.getParserPosition().getColumnNum();
        if (start > 0 && start < first) {
          first = start;
          before = child;
        }
      }
      if (before == null) {
        break;
      }
      leftmost = before;
    }
    return first;
  }

  RexNode bind(SqlNode node) {
    try {
      return dispatch(node);
    } catch (DatabaseException e) {
      throw e.position(position(node));
    }
  }

  private RexNode dispatch(SqlNode node) {
    return switch (node) {
      case SqlIdentifier identifier -> columns.bind(identifier);
      case SqlDynamicParam parameter -> parameter(parameter);
      case Constant constant -> constant(constant);
      case OperatorCall call -> predicates.operator(call);
      case LogicalCall call -> predicates.logical(call);
      case Cast cast -> cast(cast);
      case FunctionCall call -> calls.bind(call);
      case CaseExpression expression -> constructors.caseExpression(expression);
      case KeywordCall call -> constructors.keywordCall(call);
      case ArrayConstructor array -> constructors.array(array);
      case RowConstructor row -> constructors.row(row);
      case Subscript subscript -> constructors.subscript(subscript);
      case FieldAccess access -> constructors.field(access);
      case IsTest test -> predicates.isTest(test);
      case DistinctTest test -> predicates.distinct(test);
      case Between between -> predicates.between(between);
      case InList list -> predicates.inList(list);
      case Quantified quantified ->
          quantified.isSubquery()
              ? subqueries.quantified(quantified)
              : predicates.arrayComparison(quantified);
      case SubqueryExpression subquery -> subqueries.bind(subquery);
      case ValueFunction function -> calls.valueFunction(function);
      case Collate collate -> collate(collate);
      case DefaultMarker marker ->
          throw new DatabaseException(
              SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context");
      default ->
          throw DatabaseException.unsupported(
              node.getClass().getSimpleName() + " in an expression");
    };
  }

  /// See [SubqueryBinder#width].
  int width(QueryExpression query) {
    return subqueries.width(query);
  }

  /// See [ConstructorBinder#subscriptAssignment].
  RexNode subscriptAssignment(RexNode array, List<Subscript.Index> indexes, RexNode element) {
    return constructors.subscriptAssignment(array, indexes, element);
  }

  private RexNode parameter(SqlDynamicParam parameter) {
    int oid = context.parameters().typeOf(parameter.getIndex());
    return new RexDynamicParam(context.relType(oid), parameter.getIndex());
  }

  private RexNode constant(Constant constant) {
    return switch (constant.kind) {
      case STRING -> text(constant.text, Coercion.UNKNOWN, constant.position());
      case NULL -> rex().nullConstant(context.type(Coercion.UNKNOWN));
      case BOOLEAN -> binders.coercion().bool(constant.text.equals("true"));
      case NUMBER -> number(constant);
      case BITS -> literal("bit", "b" + constant.text);
      case HEX_BITS -> literal("bit", "x" + constant.text);
    };
  }

  /// int4, int8 or numeric, whichever is the first that holds it.
  private RexNode number(Constant constant) {
    String type = "numeric";
    if (constant.isInteger()) {
      BigDecimal value = new BigDecimal(constant.text);
      if (isWithin(value, INT_MAX)) {
        type = "int4";
      } else if (isWithin(value, LONG_MAX)) {
        type = "int8";
      }
    }
    return literal(type, constant.text);
  }

  /// Between -maximum - 1 and maximum.
  private static boolean isWithin(BigDecimal value, BigDecimal maximum) {
    return value.compareTo(maximum) <= 0
        && value.compareTo(maximum.negate().subtract(BigDecimal.ONE)) >= 0;
  }

  private RexNode literal(String typeName, String text) {
    PgType type = context.systemType(typeName);
    return binders.coercion().implicit(text(text, Coercion.UNKNOWN), type);
  }

  RexNode text(String text, int typeOid) {
    return text(text, typeOid, 0);
  }

  private RexNode text(String text, int typeOid, int position) {
    BytesColumn value = new BytesColumn(1);
    value.append(text.getBytes(StandardCharsets.UTF_8));
    return rex().constant(value, context.type(typeOid), -1, position);
  }

  private RexNode cast(Cast cast) {
    PgRelType target = binders.types().bind(cast.type);
    if (cast.operand instanceof ArrayConstructor array && target.type().isArray()) {
      return binders.coercion().explicit(constructors.array(array, target.type()), target);
    }
    RexNode operand = bind(cast.operand);
    try {
      return binders.coercion().explicit(operand, target);
    } catch (DatabaseException e) {
      throw e.position(Coercion.isUnknown(operand) ? position(cast.operand) : cast.position());
    }
  }

  private RexNode collate(Collate collate) {
    RexNode operand = resolveUnknown(bind(collate.operand));
    if (PgRex.typeOf(operand).info().category() != 'S') {
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "collations are not supported by type " + PgRex.typeOf(operand).displayName(-1));
    }
    String name = collate.collation.name();
    switch (name) {
      case "C", "POSIX", "default", "C.UTF-8", "C.utf8", "ucs_basic" -> {
        return operand;
      }
      default -> {
        boolean locale = name.contains("_") || name.contains("-x-icu");
        throw locale
            ? DatabaseException.unsupported("collation \"" + name + "\"")
            : new DatabaseException(
                    SqlState.UNDEFINED_OBJECT,
                    "collation \"" + name + "\" for encoding \"UTF8\" does not exist")
                .position(collate.position());
      }
    }
  }

  List<RexNode> bindAll(List<? extends SqlNode> nodes) {
    List<RexNode> bound = new ArrayList<>(nodes.size());
    for (SqlNode node : nodes) {
      bound.add(bind(node));
    }
    return bound;
  }
}
