package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.rel.CommonTableRel;
import dev.omendb.sql.plan.rel.ModifyTarget;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Binds the statements that become plans. Utility commands use the parts they need: types, names,
/// single expressions.
public final class StatementBinder {
  private final Binders binders;

  public StatementBinder(BindContext context) {
    this.binders = Binders.of(context);
  }

  /// A statement bound.
  ///
  /// @param modifying WITH items that write, to run even when nothing reads them
  public record Bound(BoundQuery query, List<CommonTableRel> modifying) {}

  public Bound bind(Statement statement) {
    return switch (statement) {
      case Statement.Query query -> query(query.query());
      case Statement.Insert insert -> modify(insert.insert());
      case Statement.Update update -> modify(update.update());
      case Statement.Delete delete -> modify(delete.delete());
      default ->
          throw DatabaseException.unsupported(statement.getClass().getSimpleName());
    };
  }

  private Bound query(QueryExpression query) {
    QueryBinder binder = new QueryBinder(binders, null, CteScope.EMPTY);
    BoundQuery bound = binder.bind(query);
    return new Bound(bound, binder.modifying());
  }

  private Bound modify(SqlNode statement) {
    ModifyBinder binder = new ModifyBinder(binders, CteScope.EMPTY);
    BoundQuery bound = binder.bind(statement);
    return new Bound(bound, binder.modifying());
  }

  public NameResolver names() {
    return binders.names();
  }

  public PgRelType type(TypeName name) {
    return binders.types().bind(name);
  }

  /// A DEFAULT expression for a column: checked as it will be used.
  public RexNode columnDefault(SqlNode expression, PgRelType type, String column) {
    RexNode bound = constantScope().bind(expression, Clause.DEFAULT);
    return binders
        .coercion()
        .assignment(bound, type, column, ExpressionBinder.position(expression));
  }

  /// A parameter of EXECUTE or another expression without columns, converted to a type.
  public RexNode value(SqlNode expression, PgRelType type, String what) {
    RexNode bound = constantScope().bind(expression, Clause.EXECUTE);
    return binders.coercion().assignment(bound, type, what, ExpressionBinder.position(expression));
  }

  /// A table to bring rows to, with its checks and generated columns.
  public ModifyTarget target(Table table) {
    return new ModifyBinder(binders, CteScope.EMPTY).target(table);
  }

  /// What a column gets when a statement says nothing; null for NULL.
  public @Nullable RexNode defaultOf(Table table, Column column) {
    return new StoredExpressions(binders).defaultOf(table, column);
  }

  /// The WHERE of COPY … FROM.
  public RexNode copyWhere(Table table, SqlNode condition) {
    return tableScope(table).bindCondition(condition, Clause.COPY);
  }

  /// A CHECK condition over full rows of a table.
  public RexNode check(Table table, SqlNode condition) {
    return tableScope(table).bindCondition(condition, Clause.CHECK);
  }

  /// The expression of a generated column, converted to its type.
  public RexNode generated(Table table, SqlNode expression, PgRelType type, String column) {
    RexNode bound = tableScope(table).bind(expression, Clause.GENERATED);
    return binders
        .coercion()
        .assignment(bound, type, column, ExpressionBinder.position(expression));
  }

  /// An index key expression over full rows of a table.
  public RexNode indexExpression(Table table, SqlNode expression) {
    return tableScope(table).bindResolved(expression, Clause.INDEX);
  }

  /// The predicate of a partial index over full rows of a table.
  public RexNode indexPredicate(Table table, SqlNode expression) {
    return tableScope(table).bindCondition(expression, Clause.INDEX_PREDICATE);
  }

  /// The USING expression of ALTER COLUMN TYPE, or the column itself, converted.
  public RexNode conversion(Table table, SqlNode expression, PgRelType type, String column) {
    RexNode bound = tableScope(table).bind(expression, Clause.CHECK);
    return binders
        .coercion()
        .assignment(bound, type, column, ExpressionBinder.position(expression));
  }

  private ExpressionBinder constantScope() {
    return new ExpressionBinder(binders, Scope.EMPTY, null, List.of(), CteScope.EMPTY);
  }

  private ExpressionBinder tableScope(Table table) {
    Scope scope =
        Scope.of(FullRowScope.entry(binders.context(), table, table.name(), 0));
    return new ExpressionBinder(binders, scope, null, List.of(), CteScope.EMPTY);
  }
}
