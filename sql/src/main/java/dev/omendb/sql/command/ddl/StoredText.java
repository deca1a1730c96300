package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.bind.BindContext;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.bind.StatementBinder;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;

/// Checks expressions of DDL and turns them into the text the catalog keeps.
final class StoredText {
  private final StatementBinder binder;
  private final BindContext context;

  StoredText(Ddl ddl) {
    this.context = ddl.bindContext();
    this.binder = new StatementBinder(context);
  }

  String columnDefault(SqlNode expression, PgRelType type, String column) {
    RexNode bound = binder.columnDefault(expression, type, column);
    return text(List.of()).whole(bound);
  }

  String check(Table table, SqlNode condition) {
    return text(table).of(binder.check(table, condition));
  }

  String generated(Table table, SqlNode expression, PgRelType type, String column) {
    return text(table).whole(binder.generated(table, expression, type, column));
  }

  RexNode bindKey(Table table, SqlNode expression) {
    return binder.indexExpression(table, expression);
  }

  String predicate(Table table, SqlNode condition) {
    return text(table).of(binder.indexPredicate(table, condition));
  }

  String key(Table table, RexNode bound) {
    return text(table).of(bound);
  }

  private ExpressionText text(Table table) {
    return text(table.columns().stream().map(c -> c.name()).toList());
  }

  private ExpressionText text(List<String> columns) {
    return new ExpressionText(
        context.catalog(), new NameResolver(context), context.types(), columns);
  }
}
