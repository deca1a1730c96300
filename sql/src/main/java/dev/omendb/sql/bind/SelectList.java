package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.parse.node.FieldAccess;
import dev.omendb.sql.parse.node.OutputNames;
import dev.omendb.sql.parse.node.SelectItem;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/// The select list (or RETURNING): stars expanded, names given.
final class SelectList {
  /// MaxTupleAttributeNumber.
  private static final int MAX_ENTRIES = 1664;

  private final ExpressionBinder binder;
  private final boolean keepUnknown;
  private final List<RexNode> expressions = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<OutputColumn> columns = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();
  private Clause clause = Clause.SELECT;
  private int position;

  SelectList(ExpressionBinder binder, boolean keepUnknown) {
    this.binder = binder;
    this.keepUnknown = keepUnknown;
  }

  /// As the RETURNING clause, which allows less.
  SelectList returning() {
    clause = Clause.RETURNING;
    return this;
  }

  List<RexNode> expressions() {
    return expressions;
  }

  List<String> names() {
    return names;
  }

  List<OutputColumn> columns() {
    return columns;
  }

  /// Where each item begins in the text; a star's columns share its place.
  List<Integer> positions() {
    return positions;
  }

  void bind(List<SelectItem> items) {
    for (SelectItem item : items) {
      position = ExpressionBinder.position(item.expression);
      if (item.expression instanceof SqlIdentifier identifier && identifier.isStar()) {
        star(identifier);
      } else if (item.expression instanceof FieldAccess access && access.isStar()) {
        recordStar(access);
      } else {
        add(item);
      }
    }
    if (expressions.size() > MAX_ENTRIES) {
      throw new DatabaseException(
          SqlState.TOO_MANY_COLUMNS,
          "target lists can have at most " + MAX_ENTRIES + " entries");
    }
  }

  private void star(SqlIdentifier identifier) {
    if (identifier.names.size() == 1 && binder.scope().entries().isEmpty()) {
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR, "SELECT * with no tables specified is not valid")
          .position(ExpressionBinder.position(identifier));
    }
    int position = ExpressionBinder.position(identifier);
    for (ScopeColumn column : binder.columns().star(identifier)) {
      RexNode expression = column.expression();
      if (expression instanceof RexInputRef ref) {
        expression = new RexInputRef(ref.getIndex(), ref.getType());
        binder.remember(expression, position);
      }
      add(column.name(), expression, column.tableOid(), column.attnum());
    }
  }

  /// `(t).*`, or `(f(x)).*` for a function with several OUT columns.
  private void recordStar(FieldAccess access) {
    if (access.base instanceof SqlIdentifier identifier && identifier.names.size() == 1) {
      RangeEntry entry = binder.scope().entry(identifier.getSimple());
      if (entry != null) {
        for (ScopeColumn column : entry.columns()) {
          add(column.name(), column.expression(), column.tableOid(), column.attnum());
        }
        return;
      }
    }
    RexNode base = binder.bind(access.base, clause);
    if (base instanceof RexCall call && call.getOperator() instanceof PgOperator.Call function) {
      int index = 0;
      for (Function.Output output : function.function().outputs()) {
        RexNode field =
            binder
                .rex()
                .call(
                    new PgOperator.Form(PgOperator.FormKind.FIELD, null, index++),
                    binder.context.relType(output.typeOid()),
                    List.of(base));
        add(output.name(), field, 0, 0);
      }
      return;
    }
    throw DatabaseException.unsupported("row expansion of this expression");
  }

  private void add(SelectItem item) {
    RexNode expression = binder.bind(item.expression, clause);
    if (!keepUnknown) {
      expression = binder.resolveUnknown(expression);
    }
    long tableOid = 0;
    int attnum = 0;
    if (item.expression instanceof SqlIdentifier && expression instanceof RexInputRef ref) {
      ScopeColumn origin = origin(ref);
      if (origin != null) {
        tableOid = origin.tableOid();
        attnum = origin.attnum();
      }
    }
    add(OutputNames.of(item), expression, tableOid, attnum);
  }

  private @Nullable ScopeColumn origin(RexInputRef ref) {
    for (RangeEntry entry : binder.scope().entries()) {
      for (List<ScopeColumn> list : List.of(entry.columns(), entry.system())) {
        for (ScopeColumn column : list) {
          if (column.expression().equals(ref)) {
            return column;
          }
        }
      }
    }
    return null;
  }

  private void add(String name, RexNode expression, long tableOid, int attnum) {
    expressions.add(expression);
    positions.add(position);
    names.add(name);
    columns.add(
        new OutputColumn(name, PgRelType.of(expression.getType()), tableOid, attnum));
  }

  /// Indexes of the columns with this name.
  List<Integer> find(String name) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        found.add(i);
      }
    }
    return found;
  }

  /// True when an item calls a set-returning function.
  boolean returnsSets() {
    boolean[] found = {false};
    RexVisitorImpl<Void> visitor =
        new RexVisitorImpl<>(true) {
          @Override
          public Void visitCall(RexCall call) {
            if (call.getOperator() instanceof PgOperator.Call function
                && function.function().returnsSet()) {
              found[0] = true;
            }
            return super.visitCall(call);
          }
        };
    expressions.forEach(e -> e.accept(visitor));
    return found[0];
  }
}
