package dev.omendb.sql.parse.node;

import dev.omendb.sql.parse.Identifiers;
import java.util.List;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Prints expression nodes as SQL with explicit parentheses; [QueryPrinter] does the queries.
final class NodePrinter {
  final StringBuilder out = new StringBuilder();
  private final QueryPrinter queries = new QueryPrinter(this);

  static String print(SqlNode node) {
    NodePrinter printer = new NodePrinter();
    printer.node(node);
    return printer.out.toString();
  }

  void node(SqlNode node) {
    switch (node) {
      case PgNode pgNode -> pgNode(pgNode);
      case SqlIdentifier identifier -> identifier(identifier);
      case SqlDynamicParam parameter -> text("$").text(parameter.getIndex() + 1);
      default -> text(node.toString());
    }
  }

  private void pgNode(PgNode node) {
    switch (node) {
      case Constant constant -> constant(constant);
      case OperatorCall call -> operator(call);
      case LogicalCall call -> logical(call);
      case Cast cast -> text("(").with(cast.operand).text(")::").with(cast.type).end();
      case TypeName type -> type(type);
      case FunctionCall call -> function(call);
      case WindowSpec spec -> queries.window(spec);
      case KeywordCall call -> text(call.kind.name()).text("(").list(call.operands).text(")").end();
      case ValueFunction function -> valueFunction(function);
      case Collate collate ->
          text("(").with(collate.operand).text(" COLLATE ").name(collate.collation).text(")");
      case Subscript subscript -> subscript(subscript);
      case FieldAccess access ->
          text("(")
              .with(access.base)
              .text(").")
              .text(access.isStar() ? "*" : quoted(access.field))
              .end();
      case ArrayConstructor array -> text("ARRAY[").list(array.elements).text("]").end();
      case RowConstructor row -> text("ROW(").list(row.elements).text(")").end();
      case CaseExpression expression -> caseExpression(expression);
      case IsTest test -> isTest(test);
      case DistinctTest test -> distinctTest(test);
      case Between between -> between(between);
      case InList in ->
          text("(")
              .with(in.operand)
              .text(in.negated ? " NOT IN (" : " IN (")
              .list(in.elements)
              .text("))")
              .end();
      case Quantified quantified -> quantified(quantified);
      case SubqueryExpression subquery ->
          text(subquery.kind == SubqueryExpression.Kind.SCALAR ? "" : subquery.kind.name())
              .text("(")
              .with(subquery.query)
              .text(")")
              .end();
      case DefaultMarker marker -> text("DEFAULT").end();
      case CurrentOf current -> text("CURRENT OF ").text(quoted(current.cursor)).end();
      case GroupingSet set -> groupingSet(set);
      case QueryExpression query -> queries.query(query);
      case WithClause with -> queries.with(with);
      case CommonTable table -> queries.commonTable(table);
      case SelectBlock block -> queries.select(block);
      case SelectItem item -> queries.item(item);
      case ValuesBlock values -> queries.values(values);
      case SetOperation operation -> queries.setOperation(operation);
      case SortItem item -> queries.sortItem(item);
      case RowLock lock -> queries.lock(lock);
      case TableReference reference -> queries.table(reference);
      case FunctionReference reference -> queries.functionReference(reference);
      case SubqueryReference reference -> queries.subquery(reference);
      case JoinReference join -> queries.join(join);
      case InsertNode insert -> queries.insert(insert);
      case OnConflict conflict -> queries.onConflict(conflict);
      case Assignment assignment -> queries.assignment(assignment);
      case UpdateNode update -> queries.update(update);
      case DeleteNode delete -> queries.delete(delete);
    }
  }

  private void isTest(IsTest test) {
    text("(")
        .with(test.operand)
        .text(test.negated ? " IS NOT " : " IS ")
        .text(test.kind.name())
        .text(")");
  }

  private void distinctTest(DistinctTest test) {
    text("(")
        .with(test.left)
        .text(test.negated ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ")
        .with(test.right)
        .text(")");
  }

  private void constant(Constant constant) {
    switch (constant.kind) {
      case STRING -> text("'").text(constant.text.replace("'", "''")).text("'");
      case NUMBER, BOOLEAN -> text(constant.text);
      case BITS -> text("B'").text(constant.text).text("'");
      case HEX_BITS -> text("X'").text(constant.text).text("'");
      case NULL -> text("NULL");
    }
  }

  private void operator(OperatorCall call) {
    text("(");
    if (call.left != null) {
      with(call.left).text(" ");
    }
    operatorName(call.schema, call.name).text(" ").with(call.right).text(")");
  }

  private NodePrinter operatorName(@Nullable String schema, String name) {
    return schema == null
        ? text(name)
        : text("OPERATOR(").text(schema).text(".").text(name).text(")");
  }

  private void logical(LogicalCall call) {
    if (call.kind == LogicalCall.Kind.NOT) {
      text("(NOT ").with(call.operands.getFirst()).text(")");
    } else {
      text("(").join(call.operands, " " + call.kind + " ", this::node).text(")");
    }
  }

  private void type(TypeName type) {
    text(type.setOf ? "SETOF " : "").name(type.name);
    if (!type.typmods.isEmpty()) {
      text("(").list(type.typmods).text(")");
    }
    type.arrayBounds.forEach(bound -> text("[").text(bound < 0 ? "" : bound).text("]"));
  }

  private void function(FunctionCall call) {
    name(call.name).text(call.distinct ? "(DISTINCT " : "(").text(call.star ? "*" : "");
    int last = call.arguments.size() - 1;
    for (int i = 0; i <= last; i++) {
      FunctionCall.Argument argument = call.arguments.get(i);
      text(i > 0 ? ", " : "").text(call.variadic && i == last ? "VARIADIC " : "");
      text(argument.name() == null ? "" : quoted(argument.name()) + " => ").with(argument.value());
    }
    if (!call.orderBy.isEmpty()) {
      text(call.withinGroup ? ") WITHIN GROUP (ORDER BY " : " ORDER BY ").list(call.orderBy);
    }
    text(")");
    if (call.filter != null) {
      text(" FILTER (WHERE ").with(call.filter).text(")");
    }
    if (call.over != null) {
      text(" OVER ").with(call.over);
    }
  }

  private void valueFunction(ValueFunction function) {
    text(function.kind.name());
    if (function.precision >= 0) {
      text("(").text(function.precision).text(")");
    }
  }

  private void subscript(Subscript subscript) {
    text("(").with(subscript.base).text(")").indexes(subscript.indexes);
  }

  NodePrinter indexes(List<Subscript.Index> indexes) {
    for (Subscript.Index index : indexes) {
      text("[")
          .optional(index.lower())
          .text(index.slice() ? ":" : "")
          .optional(index.upper())
          .text("]");
    }
    return this;
  }

  private void caseExpression(CaseExpression expression) {
    text("CASE");
    if (expression.operand != null) {
      text(" ").with(expression.operand);
    }
    for (CaseExpression.When branch : expression.branches) {
      text(" WHEN ").with(branch.condition()).text(" THEN ").with(branch.result());
    }
    if (expression.otherwise != null) {
      text(" ELSE ").with(expression.otherwise);
    }
    text(" END");
  }

  private void between(Between between) {
    text("(").with(between.operand).text(between.negated ? " NOT BETWEEN " : " BETWEEN ");
    text(between.symmetric ? "SYMMETRIC " : "").with(between.low).text(" AND ");
    with(between.high).text(")");
  }

  private void quantified(Quantified quantified) {
    text(quantified.negated ? "(NOT " : "(").with(quantified.left).text(" ");
    operatorName(quantified.schema, quantified.operator).text(quantified.all ? " ALL (" : " ANY (");
    with(quantified.right).text("))");
  }

  private void groupingSet(GroupingSet set) {
    text(
        switch (set.kind) {
          case EMPTY -> "(";
          case ROLLUP -> "ROLLUP (";
          case CUBE -> "CUBE (";
          case SETS -> "GROUPING SETS (";
        });
    list(set.items).text(")");
  }

  private void identifier(SqlIdentifier identifier) {
    names(identifier.names, ".");
  }

  /// A dotted name; only its first part can be taken for a key word.
  private void names(List<String> parts, String separator) {
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      text(i == 0 ? "" : separator);
      text(part.isEmpty() ? "*" : i == 0 ? quoted(part) : quotedUnlessPlain(part));
    }
  }

  NodePrinter name(ObjectName name) {
    names(name.parts(), ".");
    return this;
  }

  NodePrinter names(List<String> names) {
    return join(names, ", ", name -> text(quoted(name)));
  }

  NodePrinter list(List<? extends SqlNode> nodes) {
    return join(nodes, ", ", this::node);
  }

  <T> NodePrinter join(List<T> list, String separator, Consumer<T> print) {
    for (int i = 0; i < list.size(); i++) {
      text(i == 0 ? "" : separator);
      print.accept(list.get(i));
    }
    return this;
  }

  NodePrinter with(SqlNode node) {
    node(node);
    return this;
  }

  NodePrinter optional(@Nullable SqlNode node) {
    return node == null ? this : with(node);
  }

  NodePrinter text(Object text) {
    out.append(text);
    return this;
  }

  /// Ends a chain where a statement is needed.
  void end() {}

  static String quoted(String name) {
    return Identifiers.quote(name);
  }

  private static String quotedUnlessPlain(String name) {
    return Identifiers.isPlain(name) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
