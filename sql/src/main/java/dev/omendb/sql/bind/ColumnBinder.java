package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.FieldAccess;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Resolves column references, from the innermost query outwards.
final class ColumnBinder {
  private final ExpressionBinder binder;

  ColumnBinder(ExpressionBinder binder) {
    this.binder = binder;
  }

  /// Errors: 42703 `column "x" does not exist`, 42P01 `missing FROM-clause entry for table "t"`.
  RexNode bind(SqlIdentifier identifier) {
    int position = ExpressionBinder.position(identifier);
    if (identifier.isStar() && identifier.names.size() > 1) {
      return starRow(identifier, position);
    }
    RexNode found = find(identifier.names, position);
    if (found == null && binder.clause() == Clause.DEFAULT) {
      throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "cannot use column reference in DEFAULT expression")
          .position(position);
    }
    if (found == null) {
      throw undefined(identifier.names).position(position);
    }
    return found;
  }

  /// `t.*` as a value, in `count(t.*)`.
  private RexNode starRow(SqlIdentifier identifier, int position) {
    String table = identifier.names.get(identifier.names.size() - 2);
    RangeEntry entry = binder.scope().entry(table);
    if (entry == null) {
      throw missingEntry(table).position(position);
    }
    return wholeRow(entry, position);
  }

  private @Nullable RexNode find(List<String> names, int position) {
    RexNode found =
        switch (names.size()) {
          case 1 -> unqualified(names.getFirst(), position);
          case 2 -> qualified(null, names.get(0), names.get(1), position);
          default -> {
            int n = names.size();
            yield qualified(names.get(n - 3), names.get(n - 2), names.get(n - 1), position);
          }
        };
    if (found != null) {
      return found;
    }
    Correlation outer = binder.outer();
    if (outer == null) {
      return null;
    }
    RexNode outside = outer.outer().columns().find(names, position);
    return outside == null ? null : outer.capture(outside);
  }

  private @Nullable RexNode unqualified(String name, int position) {
    ScopeColumn column = binder.scope().column(name);
    if (column != null) {
      return reference(column, position);
    }
    RangeEntry whole = binder.scope().entry(name);
    return whole == null ? null : wholeRow(whole, position);
  }

  private @Nullable RexNode qualified(
      @Nullable String schema, String table, String name, int position) {
    RangeEntry entry = binder.scope().entry(table);
    if (entry == null || (schema != null && !schema.equals(entry.schema()))) {
      return null;
    }
    List<ScopeColumn> found = entry.find(name);
    if (found.size() > 1) {
      throw Scope.ambiguous(name);
    }
    if (found.isEmpty()) {
      throw new DatabaseException(
              SqlState.UNDEFINED_COLUMN,
              "column %s.%s does not exist".formatted(table, name))
          .position(position);
    }
    return reference(found.getFirst(), position);
  }

  /// A fresh node, so that its position in the text can be told from others'.
  private RexNode reference(ScopeColumn column, int position) {
    RexNode expression = column.expression();
    if (expression instanceof RexInputRef ref) {
      RexNode fresh = new RexInputRef(ref.getIndex(), ref.getType());
      binder.remember(fresh, position);
      return fresh;
    }
    return expression;
  }

  /// `t` as a value: the row of table t. An item of one column without a table behind it (a
  /// function in FROM) is that column.
  private RexNode wholeRow(RangeEntry entry, int position) {
    List<RexNode> fields = entry.columns().stream().map(c -> reference(c, position)).toList();
    if (fields.size() == 1 && entry.scalar()) {
      return fields.getFirst();
    }
    List<PgRelType.Field> shape = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      PgRelType type = PgRelType.of(fields.get(i).getType());
      shape.add(new PgRelType.Field(entry.columns().get(i).name(), type));
    }
    return binder
        .rex()
        .call(
            new PgOperator.Form(PgOperator.FormKind.ROW, null, -1),
            binder.context.relType(Coercion.RECORD).withFields(shape),
            fields);
  }

  /// Whether a name stands for the row of a table: its node is made of the row's columns.
  static boolean isWholeRow(SqlNode name, RexNode bound) {
    return name instanceof SqlIdentifier
        && bound instanceof RexCall call
        && call.getOperator() instanceof PgOperator.Form form
        && form.kind() == PgOperator.FormKind.ROW;
  }

  /// The columns of `*`, `t.*` or `s.t.*`.
  List<ScopeColumn> star(SqlIdentifier identifier) {
    List<String> names = identifier.names;
    if (names.size() == 1) {
      return binder.scope().visible();
    }
    String table = names.get(names.size() - 2);
    RangeEntry entry = binder.scope().entry(table);
    if (entry == null) {
      throw missingEntry(table).position(ExpressionBinder.position(identifier));
    }
    return entry.columns();
  }

  private DatabaseException undefined(List<String> names) {
    String column = names.getLast();
    if (names.size() == 1) {
      return new DatabaseException(
          SqlState.UNDEFINED_COLUMN, "column \"" + column + "\" does not exist");
    }
    return missingEntry(names.get(names.size() - 2));
  }

  private DatabaseException missingEntry(String table) {
    for (RangeEntry entry : binder.scope().entries()) {
      if (entry.table() != null
          && entry.table().name().equals(table)
          && !entry.alias().equals(table)) {
        return new DatabaseException(
                SqlState.UNDEFINED_TABLE,
                "invalid reference to FROM-clause entry for table \"" + table + "\"")
            .hint(
                "Perhaps you meant to reference the table alias \"" + entry.alias() + "\".");
      }
    }
    return new DatabaseException(
        SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + table + "\"");
  }

  /// `(t).column` and `(f(x)).column`: the base when it is a table's row.
  @Nullable RexNode field(FieldAccess access) {
    if (access.base instanceof SqlIdentifier identifier && identifier.names.size() == 1) {
      return qualified(null, identifier.names.getFirst(), access.field, access.position());
    }
    return null;
  }
}
