package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ColumnTarget;
import dev.omendb.sql.parse.node.DefaultMarker;
import dev.omendb.sql.parse.node.InsertNode;
import dev.omendb.sql.parse.node.InsertNode.Overriding;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.ValuesBlock;
import dev.omendb.sql.plan.rel.ConflictRel;
import dev.omendb.sql.plan.rel.InsertRel;
import dev.omendb.sql.plan.rel.RowsScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// INSERT.
final class InsertBinder {
  private final ModifyBinder modify;
  private final Binders binders;
  private final BindContext context;
  private final StoredExpressions stored;

  InsertBinder(ModifyBinder modify) {
    this.modify = modify;
    this.binders = modify.binders();
    this.context = binders.context();
    this.stored = new StoredExpressions(binders);
  }

  BoundQuery bind(InsertNode node) {
    Table table = binders.names().table(node.table, "insert into");
    List<Column> columns = targets(table, node);
    List<Column> stored = storedColumns(table);
    RelNode input = input(table, columns, stored, node);
    String alias = node.alias == null ? table.name() : node.alias;
    ConflictRel conflict =
        node.onConflict == null
            ? null
            : new ConflictBinder(modify).bind(node.onConflict, table, alias);
    Scope scope = Scope.of(FullRowScope.entry(context, table, alias, 0));
    SelectList returning = modify.returning(node.returning, scope);
    RelNode rel =
        new InsertRel(
            input, modify.rowType(returning), modify.target(table),
            stored.stream().map(Column::attnum).toList(), conflict, returning.expressions());
    return new BoundQuery(rel, returning.columns());
  }

  /// Columns that get a value: all but dropped and generated ones.
  private static List<Column> storedColumns(Table table) {
    return table.columns().stream().filter(c -> !c.dropped() && c.generated() == 0).toList();
  }

  private List<Column> targets(Table table, InsertNode node) {
    if (node.columns.isEmpty()) {
      return table.columns().stream().filter(c -> !c.dropped()).toList();
    }
    List<Column> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ColumnTarget target : node.columns) {
      if (!target.whole()) {
        throw DatabaseException.unsupported("INSERT into a part of a column");
      }
      columns.add(column(table, target));
      if (!seen.add(target.name())) {
        throw new DatabaseException(
                SqlState.DUPLICATE_COLUMN,
                "column \"" + target.name() + "\" specified more than once")
            .position(target.position());
      }
    }
    return columns;
  }

  static Column column(Table table, ColumnTarget target) {
    return table
        .column(target.name())
        .orElseThrow(
            () ->
                new DatabaseException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(target.name(), table.name()))
                    .position(target.position()));
  }

  private RelNode input(
      Table table, List<Column> columns, List<Column> storedColumns, InsertNode node) {
    if (node.source == null) {
      return rows(table, List.of(), storedColumns, List.of(List.of()), node);
    }
    if (isPlainValues(node.source)) {
      return rows(table, columns, storedColumns, ((ValuesBlock) node.source.body).rows, node);
    }
    QueryBinder queries = new QueryBinder(binders, null, modify.ctes());
    BoundQuery query = queries.bind(node.source, true);
    modify.modifying().addAll(queries.modifying());
    List<Column> used = checkCount(columns, query.columns().size(), node);
    Map<Integer, RexNode> values = new HashMap<>();
    for (int i = 0; i < used.size(); i++) {
      Column column = used.get(i);
      requireAssignable(column, node);
      RexNode input = new RexInputRef(i, query.columns().get(i).type());
      values.put(
          column.attnum(),
          binders
              .coercion()
              .assignment(
                  input, modify.type(column), column.name(), sourcePosition(node, i)));
    }
    List<RexNode> expressions = new ArrayList<>();
    for (Column column : storedColumns) {
      RexNode value = values.get(column.attnum());
      expressions.add(value != null ? value : defaultOrNull(table, column));
    }
    return SelectBinder.project(
        query.rel(), expressions, storedColumns.stream().map(Column::name).toList());
  }

  /// Where the query's column `index` is written.
  private static int sourcePosition(InsertNode node, int index) {
    int item = valuePosition(node, index);
    return item > 0 ? item : ExpressionBinder.position(node.source);
  }

  private static boolean isPlainValues(QueryExpression source) {
    return source.body instanceof ValuesBlock
        && source.with == null
        && source.orderBy.isEmpty()
        && source.limit == null
        && source.offset == null;
  }

  /// Errors: 42601 `INSERT has more expressions than target columns`.
  private List<Column> checkCount(List<Column> columns, int values, InsertNode node) {
    if (values > columns.size()) {
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR, "INSERT has more expressions than target columns")
          .position(valuePosition(node, columns.size()));
    }
    if (values < columns.size()) {
      if (node.columns.isEmpty()) {
        return columns.subList(0, values);
      }
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR, "INSERT has more target columns than expressions")
          .position(node.columns.get(values).position());
    }
    return columns;
  }

  private static int valuePosition(InsertNode node, int index) {
    if (node.source != null && node.source.body instanceof ValuesBlock block) {
      for (List<SqlNode> row : block.rows) {
        if (row.size() > index) {
          return ExpressionBinder.position(row.get(index));
        }
      }
    }
    if (node.source != null
        && node.source.selectBlock() != null
        && node.source.selectBlock().items.size() > index) {
      return ExpressionBinder.position(node.source.selectBlock().items.get(index).expression);
    }
    return 0;
  }

  private RelNode rows(
      Table table,
      List<Column> columns,
      List<Column> storedColumns,
      List<List<SqlNode>> sourceRows,
      InsertNode node) {
    ExpressionBinder binder =
        new ExpressionBinder(binders, Scope.EMPTY, null, List.of(), modify.ctes());
    int width = sourceRows.getFirst().size();
    List<List<RexNode>> rows = new ArrayList<>();
    Map<Integer, RexNode> defaults = new HashMap<>();
    for (List<SqlNode> source : sourceRows) {
      if (source.size() != width) {
        throw new DatabaseException(
                SqlState.SYNTAX_ERROR, "VALUES lists must all be the same length")
            .position(ExpressionBinder.position(source.getFirst()));
      }
      List<Column> used = checkCount(columns, source.size(), node);
      RexNode[] values = new RexNode[table.columns().size()];
      for (int i = 0; i < used.size(); i++) {
        values[used.get(i).attnum() - 1] = value(binder, used.get(i), source.get(i), node);
      }
      List<RexNode> row = new ArrayList<>();
      for (Column column : storedColumns) {
        RexNode value = values[column.attnum() - 1];
        row.add(
            value != null
                ? value
                : defaults.computeIfAbsent(
                    column.attnum(), a -> defaultOrNull(table, column)));
      }
      rows.add(row);
    }
    var rowType = context.rex().types().builder();
    for (Column column : storedColumns) {
      rowType.add(column.name(), modify.type(column));
    }
    return new RowsScan(context.cluster(), rowType.uniquify().build(), rows);
  }

  /// Null for DEFAULT.
  private @Nullable RexNode value(
      ExpressionBinder binder, Column column, SqlNode node, InsertNode insert) {
    boolean user = insert.overriding == Overriding.USER && column.identity() != 0;
    if (node instanceof DefaultMarker || user) {
      return null;
    }
    requireAssignable(column, insert);
    return binders
        .coercion()
        .assignment(
            binder.bind(node, Clause.VALUES), modify.type(column), column.name(),
            ExpressionBinder.position(node));
  }

  private static void requireAssignable(Column column, InsertNode node) {
    if (column.generated() != 0) {
      throw new DatabaseException(
              SqlState.GENERATED_ALWAYS,
              "cannot insert a non-DEFAULT value into column \"" + column.name() + "\"")
          .detail("Column \"" + column.name() + "\" is a generated column.");
    }
    if (column.identity() == 'a' && node.overriding != Overriding.SYSTEM) {
      throw new DatabaseException(
              SqlState.GENERATED_ALWAYS,
              "cannot insert a non-DEFAULT value into column \"" + column.name() + "\"")
          .detail(
              "Column \""
                  + column.name()
                  + "\" is an identity column defined as GENERATED ALWAYS.")
          .hint("Use OVERRIDING SYSTEM VALUE to override.");
    }
  }

  private RexNode defaultOrNull(Table table, Column column) {
    RexNode value = stored.defaultOf(table, column);
    return value != null
        ? value
        : context.rex().nullConstant(context.type((int) column.typeOid()));
  }
}
