package dev.omendb.sql.plan.rex;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Function;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.jspecify.annotations.Nullable;

/// What a call node of a bound expression does. Calcite treats all of them as opaque functions; the
/// three-valued connectives, IS tests and CASE are Calcite's own operators.
///
/// The name is part of an expression's digest: expressions that Calcite or GROUP BY must tell apart
/// have different names.
public abstract sealed class PgOperator extends SqlSpecialOperator {
  PgOperator(String name) {
    super(name, SqlKind.OTHER_FUNCTION);
  }

  /// A literal, or an immutable expression evaluated early: a column of one row.
  public static final class Constant extends PgOperator {
    private final Column value;
    private final int position;

    /// @param text how the value prints, unique among different values of the type
    /// @param position of the literal in the statement, 0 when it is none
    public Constant(Column value, String text, int position) {
      super(text);
      this.value = value;
      this.position = position;
    }

    /// Where an error in reading the literal is reported.
    public int position() {
      return position;
    }

    public Column value() {
      return value;
    }

    public boolean isNull() {
      return value.isNull(0);
    }
  }

  /// A call of a function of pg_proc; operators and casts too.
  public static final class Call extends PgOperator {
    private final Function function;
    private final String display;
    private final boolean variadicArray;

    /// @param display the operator's symbol when written as one, else the function's name
    /// @param variadicArray the last argument is the VARIADIC array itself
    public Call(Function function, String display, boolean variadicArray) {
      super(display + "#" + function.oid() + (variadicArray ? "v" : ""));
      this.function = function;
      this.display = display;
      this.variadicArray = variadicArray;
    }

    public Function function() {
      return function;
    }

    public String display() {
      return display;
    }

    /// Written as an operator.
    public boolean isSymbol() {
      return !display.isEmpty()
          && !Character.isLetter(display.charAt(0))
          && display.charAt(0) != '_';
    }

    public boolean variadicArray() {
      return variadicArray;
    }

    @Override
    public boolean isDeterministic() {
      return function.volatility() != Function.Volatility.VOLATILE;
    }
  }

  /// A column of the row that an enclosing query is at; see [Subquery].
  public static final class OuterReference extends PgOperator {
    private final int correlation;
    private final int index;

    public OuterReference(int correlation, int index) {
      super("outer#" + correlation + "." + index);
      this.correlation = correlation;
      this.index = index;
    }

    public int correlation() {
      return correlation;
    }

    public int index() {
      return index;
    }
  }

  /// Ways to change a value's type without a function.
  public enum CoercionKind {
    /// The storage encoding is the same.
    RELABEL,
    /// To the type's modifier, as an assignment: varchar(3) raises 22001.
    TYPMOD_ASSIGNMENT,
    /// To the type's modifier, as an explicit cast: varchar(3) truncates.
    TYPMOD_EXPLICIT,
    /// Through the text form of both types.
    INPUT_OUTPUT
  }

  /// One operand to the call's type.
  public static final class Coerce extends PgOperator {
    private final CoercionKind kind;

    /// @param target digest of the target type
    public Coerce(CoercionKind kind, String target) {
      super(kind + "->" + target);
      this.kind = kind;
    }

    public CoercionKind kind() {
      return kind;
    }
  }

  /// An array, each element cast alike: operand 0 the array; `element` casts input reference 0.
  public static final class ArrayCoerce extends PgOperator {
    private final org.apache.calcite.rex.RexNode element;

    public ArrayCoerce(org.apache.calcite.rex.RexNode element) {
      super("arraycoerce[" + element + "]");
      this.element = element;
    }

    public org.apache.calcite.rex.RexNode element() {
      return element;
    }
  }

  /// Expressions with rules of their own about which operands are evaluated.
  public enum FormKind {
    COALESCE,
    /// Function is the type's `>`.
    GREATEST,
    LEAST,
    /// Function is equality.
    DISTINCT_FROM,
    NOT_DISTINCT_FROM,
    /// Operand 0 = any of the others; function is equality.
    IN_LIST,
    /// Operand 0 `op` ANY (operand 1, an array).
    ANY_ARRAY,
    ALL_ARRAY,
    ARRAY,
    ROW,
    /// Operand 0 an array, then one int for each subscript.
    SUBSCRIPT,
    /// Operand 0 an array, operand 1 the new element, then one int for each subscript.
    SUBSCRIPT_ASSIGNMENT,
    /// Operand 0 an array, then lower, upper for each pair (NULL constant: left out).
    SLICE,
    /// `a op b` over rows, operands left half, right half.
    FIELD
  }

  /// A call of one of those.
  public static final class Form extends PgOperator {
    private final FormKind kind;
    private final @Nullable Function function;
    private final String symbol;
    private final int field;

    public Form(FormKind kind, @Nullable Function function, int field) {
      this(kind, function, "", field);
    }

    /// @param symbol the operator's, for ANY and ALL
    public Form(FormKind kind, @Nullable Function function, String symbol, int field) {
      super(kind + (function == null ? "" : "#" + function.oid()) + (field < 0 ? "" : "." + field));
      this.kind = kind;
      this.function = function;
      this.symbol = symbol;
      this.field = field;
    }

    public String symbol() {
      return symbol;
    }

    public FormKind kind() {
      return kind;
    }

    public @Nullable Function function() {
      return function;
    }

    /// Field number of FIELD, else -1.
    public int field() {
      return field;
    }

    @Override
    public boolean isDeterministic() {
      return function == null || function.volatility() != Function.Volatility.VOLATILE;
    }
  }

  /// What a subquery gives.
  public enum SubqueryKind {
    SCALAR,
    EXISTS,
    ARRAY,
    ANY,
    ALL
  }

  /// A subquery in an expression. It is a function of the call's operands: first `arguments` values
  /// of the enclosing row, which it sees as [OuterReference]s to its correlation, then, for ANY and
  /// ALL, the left operands compared with its columns by `comparisons`. Because the enclosing row's
  /// columns are ordinary operands, rules may move the call as any other.
  public static final class Subquery extends PgOperator {
    private final SubqueryKind kind;
    private final RelNode query;
    private final int correlation;
    private final int arguments;
    private final List<Function> comparisons;

    public Subquery(
        SubqueryKind kind,
        RelNode query,
        int correlation,
        int arguments,
        List<Function> comparisons) {
      super("subquery#" + correlation + "." + kind);
      this.kind = kind;
      this.query = query;
      this.correlation = correlation;
      this.arguments = arguments;
      this.comparisons = List.copyOf(comparisons);
    }

    public SubqueryKind kind() {
      return kind;
    }

    public RelNode query() {
      return query;
    }

    public int correlation() {
      return correlation;
    }

    public int arguments() {
      return arguments;
    }

    public List<Function> comparisons() {
      return comparisons;
    }
  }

  /// An aggregate call before the aggregation node exists: operands are its arguments, then its
  /// ORDER BY keys, then its FILTER. Never reaches a plan.
  public static final class Aggregate extends PgOperator {
    private final AggregateCall call;

    public Aggregate(AggregateCall call) {
      super(call.digest());
      this.call = call;
    }

    public AggregateCall call() {
      return call;
    }
  }

  /// A window function call before the window node exists. Never reaches a plan.
  public static final class Window extends PgOperator {
    private final WindowCall call;

    public Window(WindowCall call) {
      super("window[" + call + "]");
      this.call = call;
    }

    public WindowCall call() {
      return call;
    }
  }
}
