package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.Casts;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Bound expressions as the SQL text PostgreSQL shows for them (ruleutils.c): `(a > 0)`,
/// `'x'::text`, `nextval('public.s'::regclass)`. Names outside pg_catalog have their schema, so
/// that the text means the same under any search_path.
final class ExpressionText {
  private static final Set<Integer> CAST_FUNCTIONS =
      Casts.standard().all().stream()
          .filter(cast -> cast.function() != null)
          .map(cast -> cast.function().oid())
          .collect(Collectors.toSet());

  private final Catalog catalog;
  private final NameResolver names;
  private final Types types;
  private final List<String> columns;

  /// @param columns names of the row's columns
  ExpressionText(Catalog catalog, NameResolver names, Types types, List<String> columns) {
    this.catalog = catalog;
    this.types = types;
    this.names = names;
    this.columns = columns;
  }

  /// A whole expression: a conversion at its top that nobody wrote is left out.
  String whole(RexNode node) {
    RexNode inner = node;
    while (inner instanceof RexCall call
        && (isTypmod(call) || isCast(call))
        && !(call.getOperands().getFirst() instanceof RexCall c && PgRex.constantOf(c) != null
            && PgRex.typeOf(c).oid() == TypeOids.UNKNOWN)) {
      inner = call.getOperands().getFirst();
    }
    return of(inner);
  }

  String of(RexNode node) {
    return switch (node) {
      case RexInputRef ref -> TypeNames.quoteIdentifier(columns.get(ref.getIndex()));
      case RexLiteral literal ->
          literal.isNull() ? "NULL::boolean" : literal.isAlwaysTrue() ? "true" : "false";
      case RexCall call when call.getOperator() instanceof PgOperator operator ->
          pgCall(operator, call);
      case RexCall call -> calciteCall(call);
      default -> throw new IllegalStateException(node.getClass().getName());
    };
  }

  private String calciteCall(RexCall call) {
    List<String> operands = all(call.getOperands());
    String first = operands.getFirst();
    return switch (call.getKind()) {
      case AND -> "(" + String.join(" AND ", operands) + ")";
      case OR -> "(" + String.join(" OR ", operands) + ")";
      case NOT -> "(NOT " + first + ")";
      case IS_NULL -> "(" + first + " IS NULL)";
      case IS_NOT_NULL -> "(" + first + " IS NOT NULL)";
      case IS_TRUE -> "(" + first + " IS TRUE)";
      case IS_NOT_TRUE -> "(" + first + " IS NOT TRUE)";
      case IS_FALSE -> "(" + first + " IS FALSE)";
      case IS_NOT_FALSE -> "(" + first + " IS NOT FALSE)";
      case CASE -> caseWhen(operands);
      default -> throw new IllegalStateException("operator " + call.getOperator());
    };
  }

  private static String caseWhen(List<String> operands) {
    StringBuilder text = new StringBuilder("CASE");
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      text.append(" WHEN ").append(operands.get(i)).append(" THEN ").append(operands.get(i + 1));
    }
    return text.append(" ELSE ").append(operands.getLast()).append(" END").toString();
  }

  private String pgCall(PgOperator operator, RexCall call) {
    return switch (operator) {
      case PgOperator.Constant constant -> constant(constant, PgRelType.of(call.getType()));
      case PgOperator.Call function -> function(function, call);
      case PgOperator.Coerce _ -> coerce(call);
      case PgOperator.ArrayCoerce _ ->
          cast(of(call.getOperands().getFirst()), PgRelType.of(call.getType()));
      case PgOperator.Form form -> form(form, call);
      case PgOperator.OuterReference _,
          PgOperator.Subquery _,
          PgOperator.Aggregate _,
          PgOperator.Window _ ->
          throw new IllegalStateException("not allowed here: " + operator);
    };
  }

  private static boolean isTypmod(RexCall call) {
    return call.getOperator() instanceof PgOperator.Coerce;
  }

  private static boolean isCast(RexCall call) {
    return call.getOperator() instanceof PgOperator.Call function
        && CAST_FUNCTIONS.contains(function.function().oid())
        && !isSymbol(function.display());
  }

  private static boolean isSymbol(String display) {
    char first = display.charAt(0);
    return !Character.isLetter(first) && first != '_' && first != '"';
  }

  private String cast(String operand, PgRelType type) {
    return "(" + operand + ")::" + typeName(type.type(), type.typmod());
  }

  /// A cast to a type and then to its modifier is one cast.
  private String coerce(RexCall call) {
    RexNode operand = call.getOperands().getFirst();
    boolean sameType = PgRex.typeOf(operand).oid() == PgRex.typeOf(call).oid();
    if (sameType && operand instanceof RexCall inner && (isTypmod(inner) || isCast(inner))) {
      operand = inner.getOperands().getFirst();
    }
    return cast(of(operand), PgRelType.of(call.getType()));
  }

  String typeName(PgType type, int typmod) {
    if (type.isArray() && types.elementOf(type).isPresent()) {
      return typeName(types.elementOf(type).get(), typmod) + "[]";
    }
    String schema = type.info().schema();
    String name = type.displayName(typmod);
    return schema.equals("pg_catalog") ? name : TypeNames.quoteIdentifier(schema) + "." + name;
  }

  private String constant(PgOperator.Constant constant, PgRelType type) {
    if (constant.isNull()) {
      return "NULL::" + typeName(type.type(), type.typmod());
    }
    if (type.type().oid() == TypeOids.REGCLASS) {
      return quote(relation(((LongColumn) constant.value()).get(0))) + "::regclass";
    }
    ByteArraySink sink = new ByteArraySink();
    type.type().formatText(constant.value(), 0, FormatSettings.DEFAULT, sink);
    String text = sink.toString();
    switch (type.type().oid()) {
      case TypeOids.BOOL -> {
        return text.equals("t") ? "true" : "false";
      }
      case TypeOids.INT4 -> {
        return text.startsWith("-") ? quote(text) + "::integer" : text;
      }
      case TypeOids.NUMERIC -> {
        boolean plain = Character.isDigit(text.charAt(0)) && text.indexOf('.') > 0;
        return plain ? text : quote(text) + "::numeric";
      }
      case TypeOids.UNKNOWN -> {
        return quote(text);
      }
      default -> {
        return quote(text) + "::" + typeName(type.type(), type.typmod());
      }
    }
  }

  private String relation(long oid) {
    CatalogObject found = catalog.find(oid).orElse(null);
    if (found == null) {
      return Long.toString(oid);
    }
    String schema =
        catalog.find(Schema.class, Relations.schemaOf(found)).map(Schema::name).orElse("public");
    return TypeNames.quoteIdentifier(schema)
        + "."
        + TypeNames.quoteIdentifier(Relations.nameOf(found));
  }

  static String quote(String text) {
    String doubled = text.replace("'", "''");
    return text.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : "E'" + doubled.replace("\\", "\\\\") + "'";
  }

  private String function(PgOperator.Call operator, RexCall call) {
    List<RexNode> operands = call.getOperands();
    Function function = operator.function();
    if (isSymbol(operator.display())) {
      return operands.size() == 1
          ? "(" + operator.display() + " " + of(operands.getFirst()) + ")"
          : "(%s %s %s)"
              .formatted(of(operands.get(0)), operator.display(), of(operands.get(1)));
    }
    if (isCast(call)) {
      return cast(of(operands.getFirst()), PgRelType.of(call.getType()));
    }
    StringJoiner arguments = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < operands.size(); i++) {
      boolean variadic = operator.variadicArray() && i == operands.size() - 1;
      arguments.add((variadic ? "VARIADIC " : "") + of(operands.get(i)));
    }
    return functionName(function) + arguments;
  }

  private String functionName(Function function) {
    String name = TypeNames.quoteIdentifier(function.name());
    String schema =
        Extensions.marked(function.schema())
            .map(e -> names.extensionSchema(e.name()))
            .orElse(null);
    return schema == null ? name : TypeNames.quoteIdentifier(schema) + "." + name;
  }

  private String form(PgOperator.Form form, RexCall call) {
    List<String> operands = all(call.getOperands());
    String list = String.join(", ", operands);
    String first = operands.getFirst();
    String rest = String.join(", ", operands.subList(1, operands.size()));
    return switch (form.kind()) {
      case COALESCE, GREATEST, LEAST -> form.kind() + "(" + list + ")";
      case DISTINCT_FROM -> "(" + first + " IS DISTINCT FROM " + rest + ")";
      case NOT_DISTINCT_FROM -> "(" + first + " IS NOT DISTINCT FROM " + rest + ")";
      case IN_LIST -> "(" + first + " = ANY (ARRAY[" + rest + "]))";
      case ANY_ARRAY -> "(" + first + " " + symbol(form) + " ANY (" + rest + "))";
      case ALL_ARRAY -> "(" + first + " " + symbol(form) + " ALL (" + rest + "))";
      case ARRAY -> "ARRAY[" + list + "]";
      case ROW -> "ROW(" + list + ")";
      case SUBSCRIPT -> subscript(operands);
      case SUBSCRIPT_ASSIGNMENT -> throw new IllegalStateException(call.toString());
      case SLICE -> slice(operands, call);
      case FIELD -> "(" + first + ").f" + (form.field() + 1);
    };
  }

  /// The operator of an ANY or ALL comparison, by its function.
  private static String symbol(PgOperator.Form form) {
    int oid = form.function() == null ? 0 : form.function().oid();
    return dev.omendb.sql.function.Operators.standard().all().stream()
        .filter(o -> o.implementation().oid() == oid)
        .map(dev.omendb.sql.function.Operator::name)
        .findFirst()
        .orElse("=");
  }

  private static String subscript(List<String> operands) {
    StringBuilder text = new StringBuilder("(" + operands.getFirst() + ")");
    for (String index : operands.subList(1, operands.size())) {
      text.append("[").append(index).append("]");
    }
    return text.toString();
  }

  private String slice(List<String> operands, RexCall call) {
    StringBuilder text = new StringBuilder("(" + operands.getFirst() + ")");
    for (int i = 1; i + 1 < operands.size(); i += 2) {
      text.append("[").append(bound(call, operands, i));
      text.append(":").append(bound(call, operands, i + 1)).append("]");
    }
    return text.toString();
  }

  private static String bound(RexCall call, List<String> operands, int i) {
    PgOperator.Constant constant = PgRex.constantOf(call.getOperands().get(i));
    return constant != null && constant.isNull() ? "" : operands.get(i);
  }

  private List<String> all(List<RexNode> nodes) {
    List<String> texts = new ArrayList<>(nodes.size());
    nodes.forEach(node -> texts.add(of(node)));
    return texts;
  }
}
