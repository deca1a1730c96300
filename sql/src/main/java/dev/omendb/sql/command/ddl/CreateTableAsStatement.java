package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.IntoTarget;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.parse.statement.CreateTable;
import dev.omendb.sql.parse.statement.CreateTableAs;
import dev.omendb.sql.parse.statement.SessionStatement;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// CREATE TABLE … AS and SELECT … INTO.
final class CreateTableAsStatement {
  private static final int[] NO_PARAMETERS = {};

  private final Ddl ddl;

  CreateTableAsStatement(Ddl ddl) {
    this.ddl = ddl;
  }

  String run(CreateTableAs statement, String sql) {
    if (statement.query() instanceof SessionStatement.Execute) {
      throw DatabaseException.unsupported("CREATE TABLE AS EXECUTE");
    }
    long rows = create(statement, sql);
    return rows < 0 ? "CREATE TABLE AS" : "SELECT " + rows;
  }

  String selectInto(Statement.Query statement, String sql) {
    QueryExpression query = statement.query();
    SelectBlock block = query.selectBlock();
    IntoTarget target = block == null ? null : block.into;
    if (block == null || target == null) {
      throw new IllegalArgumentException("a query without INTO");
    }
    SelectBlock plain =
        new SelectBlock(
            block.distinct, block.distinctOn, block.items, null, block.from, block.where,
            block.groupByDistinct, block.groupBy, block.having, block.windows,
            block.getParserPosition());
    Statement.Query source =
        new Statement.Query(
            new QueryExpression(
                query.with, plain, query.orderBy, query.limit, query.withTies, query.offset,
                query.locks, query.getParserPosition()));
    CreateTable.Persistence persistence =
        target.temporary()
            ? CreateTable.Persistence.TEMPORARY
            : target.unlogged()
                ? CreateTable.Persistence.UNLOGGED
                : CreateTable.Persistence.PERMANENT;
    return "SELECT "
        + create(
            new CreateTableAs(
                target.name(), persistence, false, List.of(), List.of(),
                CreateTable.OnCommit.PRESERVE_ROWS, source, true),
            sql);
  }

  /// Returns the rows copied, -1 when none were to be.
  private long create(CreateTableAs statement, String sql) {
    boolean temporary = statement.persistence() == CreateTable.Persistence.TEMPORARY;
    ObjectName name = statement.name();
    long schema = ddl.relations().creationSchema(name, temporary);
    if (!ddl.relations().claim(schema, name.name())) {
      if (!statement.ifNotExists()) {
        throw Relations.exists(name.name());
      }
      ddl.notice(
          SqlState.DUPLICATE_TABLE,
          "relation \"" + name.name() + "\" already exists, skipping");
      return -1;
    }
    Executable query =
        ddl.session()
            .database()
            .planner()
            .plan(ddl.session(), statement.query(), sql, NO_PARAMETERS);
    Persistence persistence =
        temporary
            ? Persistence.TEMPORARY
            : statement.persistence() == CreateTable.Persistence.UNLOGGED
                ? Persistence.UNLOGGED
                : Persistence.PERMANENT;
    TableDraft draft =
        new TableDraft(ddl.newOid(), schema, name.name(), ddl.ownerOid(), persistence);
    StorageParameters.read(statement.options(), StorageParameters.HEAP, draft.options);
    addColumns(draft, query, statement.columns());
    Table table = draft.table();
    ddl.put(table);
    TemporaryTables.remember(ddl, table.oid(), statement.onCommit());
    return statement.withData() ? copy(query, table) : -1;
  }

  private void addColumns(TableDraft draft, Executable query, List<String> names) {
    List<ResultColumn> columns = query.columns();
    if (columns == null) {
      throw new DatabaseException(SqlState.SYNTAX_ERROR, "the query returns no rows");
    }
    if (names.size() > columns.size()) {
      throw new DatabaseException(SqlState.SYNTAX_ERROR, "too many column names were specified");
    }
    for (int i = 0; i < columns.size(); i++) {
      String column = i < names.size() ? names.get(i) : columns.get(i).name();
      draft.columns.add(column(draft, column, columns.get(i).type(), columns.get(i).typmod()));
    }
  }

  private static Column column(TableDraft draft, String name, PgType type, int typmod) {
    if (draft.column(name).isPresent()) {
      throw new DatabaseException(
          SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
    }
    ColumnDefinition.requireNoSystemColumn(name);
    if (type.isPseudo()) {
      throw new DatabaseException(
          SqlState.INVALID_TABLE_DEFINITION,
          "column \"%s\" has pseudo-type %s".formatted(name, type.displayName(-1)));
    }
    return Columns.plain(draft.columns.size() + 1, name, new PgRelType(type, typmod));
  }

  private long copy(Executable query, Table table) {
    long[] copied = new long[1];
    try (Executable.Running running = query.start(ddl.session(), new Batch())) {
      running.run(
          0,
          (batch, from, to) -> {
            ddl.transaction().insert(table.oid(), slice(batch, from, to), null);
            copied[0] += to - from;
          });
    }
    return copied[0];
  }

  private static Batch slice(Batch batch, int from, int to) {
    if (from == 0 && to == batch.size()) {
      return batch;
    }
    var columns = new dev.omendb.engine.column.Column[batch.width()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i).newEmpty(to - from);
      columns[i].appendRange(batch.column(i), from, to);
    }
    Batch slice = new Batch(columns);
    slice.setSize(to - from);
    return slice;
  }
}
