package dev.omendb.sql.parse;

import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.FunctionCall;
import dev.omendb.sql.parse.node.LogicalCall;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.OperatorCall;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.RowConstructor;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Small trees the grammar's actions build.
public final class Expressions {
  private Expressions() {}

  public static LogicalCall not(SqlNode operand, SqlParserPos position) {
    return new LogicalCall(LogicalCall.Kind.NOT, List.of(operand), position);
  }

  /// A number's sign becomes part of it, anything else is a prefix operator.
  public static SqlNode negate(SqlNode operand, SqlParserPos position) {
    if (operand instanceof Constant number && number.kind == Constant.Kind.NUMBER) {
      String text = number.text;
      return new Constant(
          Constant.Kind.NUMBER, text.startsWith("-") ? text.substring(1) : "-" + text, position);
    }
    return operator(null, "-", operand, position);
  }

  public static OperatorCall operator(
      @Nullable SqlNode left, String name, SqlNode right, SqlParserPos position) {
    return new OperatorCall(null, name, left, right, position);
  }

  /// A call of a function in pg_catalog.
  public static FunctionCall system(String name, List<SqlNode> arguments, SqlParserPos position) {
    return call(ObjectName.system(name, position.getColumnNum()), arguments, position);
  }

  /// A call as if written with this name alone.
  public static FunctionCall plain(String name, List<SqlNode> arguments, SqlParserPos position) {
    return call(new ObjectName(List.of(name), position.getColumnNum()), arguments, position);
  }

  public static FunctionCall call(ObjectName name, List<SqlNode> arguments, SqlParserPos position) {
    List<FunctionCall.Argument> list = new ArrayList<>();
    arguments.forEach(argument -> list.add(new FunctionCall.Argument(null, argument)));
    return new FunctionCall(
        name, list, false, false, false, List.of(), false, null, null, position);
  }

  /// OVERLAPS takes two pairs.
  public static FunctionCall overlaps(SqlNode left, SqlNode right, SqlParserPos position) {
    List<SqlNode> arguments = new ArrayList<>(((RowConstructor) left).elements);
    arguments.addAll(((RowConstructor) right).elements);
    return system("overlaps", arguments, position);
  }

  public static boolean isPair(SqlNode node) {
    return node instanceof RowConstructor row && row.elements.size() == 2;
  }

  public static Constant string(String text, SqlParserPos position) {
    return new Constant(Constant.Kind.STRING, text, position);
  }

  /// A query without clauses of its own is its body.
  public static SqlNode unwrapped(QueryExpression query) {
    boolean bare =
        query.with == null
            && query.orderBy.isEmpty()
            && query.limit == null
            && query.offset == null
            && query.locks.isEmpty();
    return bare ? query.body : query;
  }

  /// A body in parentheses that was the whole query is the query.
  public static QueryExpression query(SqlNode body, SqlParserPos position) {
    return body instanceof QueryExpression query
        ? query
        : new QueryExpression(null, body, List.of(), null, false, null, List.of(), position);
  }
}
