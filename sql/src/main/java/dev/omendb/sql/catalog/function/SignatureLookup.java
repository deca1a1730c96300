package dev.omendb.sql.catalog.function;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Operator;
import dev.omendb.sql.function.Operators;
import java.util.ArrayList;
import java.util.List;

/// Finds functions and operators by name and argument types: `abs(integer)`,
/// `pg_catalog.=(int4,int4)`.
record SignatureLookup(CatalogView view) {
  /// regprocedure. Errors: 42883.
  long function(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      throw new DatabaseException(
          SqlState.INVALID_TEXT_REPRESENTATION, "expected a left parenthesis");
    }
    List<Integer> types = types(text, open);
    QualifiedName name = QualifiedName.parse(view, text.substring(0, open));
    for (Function function : SessionNames.functions(view, name)) {
      if (function.argumentTypes().equals(types)) {
        return function.oid();
      }
    }
    throw new DatabaseException(
        SqlState.UNDEFINED_FUNCTION, "function \"" + text + "\" does not exist");
  }

  /// regoper: the name alone must be enough. Errors: 42883, 42725.
  long anyOperator(String text) {
    List<Operator> found = operators(text);
    if (found.isEmpty()) {
      throw new DatabaseException(
          SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + text);
    }
    if (found.size() > 1) {
      throw new DatabaseException(
          SqlState.AMBIGUOUS_FUNCTION, "more than one operator named " + text);
    }
    return found.getFirst().oid();
  }

  /// regoperator; NONE stands for a missing left argument. Errors: 42883.
  long operator(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      throw new DatabaseException(
          SqlState.INVALID_TEXT_REPRESENTATION, "expected a left parenthesis");
    }
    List<Integer> types = types(text, open);
    for (Operator operator : operators(text.substring(0, open))) {
      if (types.size() == 2
          && operator.leftType() == types.get(0)
          && operator.rightType() == types.get(1)) {
        return operator.oid();
      }
    }
    throw new DatabaseException(
        SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + text);
  }

  private List<Operator> operators(String text) {
    int dot = text.indexOf('.');
    boolean qualified = dot > 0 && Character.isJavaIdentifierStart(text.charAt(0));
    String name = (qualified ? text.substring(dot + 1) : text).strip();
    long schema = qualified ? view.schemaOid(text.substring(0, dot)) : 0;
    return Operators.standard().byName(name).stream()
        .filter(
            o ->
                qualified
                    ? schema != 0 && view.schemaOid(o.schema()) == schema
                    : VisibilityFunctions.isVisible(view, o))
        .toList();
  }

  private List<Integer> types(String text, int open) {
    int close = text.lastIndexOf(')');
    if (close < open) {
      throw new DatabaseException(
          SqlState.INVALID_TEXT_REPRESENTATION, "expected a right parenthesis");
    }
    List<Integer> types = new ArrayList<>();
    String list = text.substring(open + 1, close);
    if (list.isBlank()) {
      return types;
    }
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i == list.length() ? ',' : list.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        types.add(type(list.substring(from, i).strip()));
        from = i + 1;
      }
    }
    return types;
  }

  private int type(String name) {
    return name.equalsIgnoreCase("none")
        ? 0
        : view.types().parseTypeName(name, view.searchPath()).type().oid();
  }
}
