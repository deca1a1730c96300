package dev.omendb.sql.parse.node;

import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// The column name PostgreSQL gives an unlabelled select item (FigureColname in its parser).
public final class OutputNames {
  /// The name of an expression that suggests none.
  public static final String UNNAMED = "?column?";

  private OutputNames() {}

  public static String of(SelectItem item) {
    return item.label == null ? of(item.expression) : item.label;
  }

  public static String of(SqlNode expression) {
    String name = strong(expression);
    if (name == null) {
      name = weak(expression);
    }
    return name == null ? UNNAMED : name;
  }

  /// The name that wins over a surrounding cast's or CASE's.
  private static @Nullable String strong(SqlNode node) {
    return switch (node) {
      case SqlIdentifier identifier when !identifier.isStar() -> identifier.names.getLast();
      case FunctionCall call -> call.name.name();
      case FieldAccess access when !access.isStar() -> access.field;
      case Subscript subscript -> strong(subscript.base);
      case Cast cast -> strong(cast.operand);
      case Collate collate -> strong(collate.operand);
      case CaseExpression expression ->
          expression.otherwise == null ? null : strong(expression.otherwise);
      case KeywordCall call -> call.kind.name().toLowerCase(Locale.ROOT);
      case ValueFunction function -> function.kind.name().toLowerCase(Locale.ROOT);
      case ArrayConstructor array -> "array";
      case RowConstructor row -> "row";
      case SubqueryExpression subquery -> ofSubquery(subquery);
      default -> null;
    };
  }

  private static @Nullable String weak(SqlNode node) {
    return switch (node) {
      case Cast cast -> cast.type.name.name();
      case Collate collate -> weak(collate.operand);
      case Subscript subscript -> weak(subscript.base);
      case CaseExpression expression -> "case";
      default -> null;
    };
  }

  private static @Nullable String ofSubquery(SubqueryExpression subquery) {
    return switch (subquery.kind) {
      case EXISTS -> "exists";
      case ARRAY -> "array";
      case SCALAR -> firstColumn(subquery.query.body);
    };
  }

  private static @Nullable String firstColumn(SqlNode body) {
    return switch (body) {
      case SelectBlock block when !block.items.isEmpty() -> of(block.items.getFirst());
      case ValuesBlock values -> "column1";
      case SetOperation operation -> firstColumn(operation.left);
      case QueryExpression query -> firstColumn(query.body);
      default -> null;
    };
  }
}
