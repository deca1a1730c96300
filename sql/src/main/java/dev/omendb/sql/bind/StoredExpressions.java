package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Expressions kept as text in the catalog: defaults, checks, generated columns, index keys and
/// predicates.
public final class StoredExpressions {
  private static final int REGCLASS = 2205;

  private final Binders binders;
  private final BindContext context;

  StoredExpressions(Binders binders) {
    this.binders = binders;
    this.context = binders.context();
  }

  /// The parse tree of an expression's text.
  public static SqlNode parse(String sql) {
    Statement.Query query = (Statement.Query) SqlParser.parse("SELECT " + sql);
    SelectBlock block = query.query().selectBlock();
    return block.items.getFirst().expression;
  }

  /// What a column gets when a statement says nothing: its DEFAULT, its identity sequence's next
  /// value, or null (NULL).
  @Nullable RexNode defaultOf(Table table, Column column) {
    PgRelType type =
        context.relType(context.type((int) column.typeOid()), column.typmod());
    if (column.identity() != 0) {
      return binders.coercion().assignment(nextValue(table, column), type, column.name(), 0);
    }
    if (column.defaultSql() == null) {
      return null;
    }
    ExpressionBinder binder =
        new ExpressionBinder(binders, Scope.EMPTY, null, List.of(), CteScope.EMPTY);
    RexNode bound = binder.bind(parse(column.defaultSql()), Clause.DEFAULT);
    return binders.coercion().assignment(bound, type, column.name(), 0);
  }

  private RexNode nextValue(Table table, Column column) {
    for (Sequence sequence : context.catalog().all(Sequence.class)) {
      if (sequence.ownedByTableOid() == table.oid()
          && sequence.ownedByAttnum() == column.attnum()) {
        LongColumn oid = new LongColumn(1);
        oid.append(sequence.oid());
        RexNode regclass = context.rex().constant(oid, context.type(REGCLASS), -1);
        FunctionResolver.Chosen chosen =
            binders
                .functions()
                .resolve(
                    new FunctionResolver.Call(
                        ObjectName.system("nextval", 0),
                        new PgType[] {context.type(REGCLASS)},
                        Collections.singletonList(null),
                        false));
        return context
            .rex()
            .call(
                chosen.function(), "nextval", context.relType(chosen.result(), -1),
                List.of(regclass));
      }
    }
    throw new IllegalStateException("identity column without a sequence: " + column.name());
  }

  /// An expression over full rows of a table.
  RexNode overTable(Table table, String sql, Clause clause) {
    return tableBinder(table).bind(parse(sql), clause);
  }

  /// A boolean expression over full rows of a table.
  RexNode conditionOverTable(Table table, String sql, Clause clause) {
    return tableBinder(table).bindCondition(parse(sql), clause);
  }

  private ExpressionBinder tableBinder(Table table) {
    Scope scope = Scope.of(FullRowScope.entry(context, table, table.name(), 0));
    return new ExpressionBinder(binders, scope, null, List.of(), CteScope.EMPTY);
  }
}
