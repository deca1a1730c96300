package dev.omendb.sql.command.copy;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.transaction.TemporaryObjects;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.parse.Identifiers;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Copy;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.QueryPlanner;
import dev.omendb.sql.plan.RowTarget;
import dev.omendb.sql.session.CopyInput;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import java.util.List;
import java.util.stream.Collectors;

/// COPY, both directions. Options are checked when it is planned, everything else when it runs.
public final class CopyCommand implements Executable {
  private static final int[] NO_TYPES = {};

  private final Copy copy;
  private final String sql;
  private final CopyOptions options;

  private CopyCommand(Copy copy, String sql, CopyOptions options) {
    this.copy = copy;
    this.sql = sql;
    this.options = options;
  }

  public static Executable plan(Session session, Copy copy, String sql) {
    if (copy.file() != null) {
      throw DatabaseException.unsupported(
              copy.program() ? "COPY with a program" : "COPY with a file of the server")
          .hint("COPY FROM STDIN and TO STDOUT work; so does psql's \\copy.");
    }
    return new CopyCommand(copy, sql, CopyOptionsReader.read(copy.options(), copy.from()));
  }

  @Override
  public Running start(Session session, Batch parameters) {
    return new Running() {
      @Override
      public Outcome run(int maxRows, RowSink sink) {
        session.context().setParameters(parameters);
        return copy.from() ? new Outcome.CopyIn(input(session)) : output(session);
      }

      @Override
      public void close() {}
    };
  }

  private CopyInput input(Session session) {
    QueryPlanner planner = session.context().service(QueryPlanner.class);
    NameResolver names = planner.binder(session, NO_TYPES).names();
    Table table = CopyColumns.table(names, tableName(), true);
    if (!TemporaryObjects.is(table.oid(), session.transaction().current().catalog())) {
      session.transaction().requireWritable("COPY FROM");
    }
    List<Column> columns = CopyColumns.columns(table, copy.columns());
    RowTarget target = planner.rowTarget(session, table, columns::contains, copy.where());
    List<RowTarget.Default> markable =
        options.defaultText() == null
            ? List.of()
            : planner.rowTarget(session, table, _ -> false, null).defaults();
    CopyLoader loader = new CopyLoader(session, target, columns, markable);
    return options.binary()
        ? new BinaryCopyInput(loader)
        : new TextCopyInput(loader, options);
  }

  private ObjectName tableName() {
    ObjectName name = copy.table();
    if (name == null) {
      throw new IllegalStateException("COPY of a query has no table");
    }
    return name;
  }

  private Outcome output(Session session) {
    Executable query = session.plan(source(session), sql, NO_TYPES);
    List<ResultColumn> columns = query.columns();
    if (columns == null) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED, "COPY query must have a RETURNING clause");
    }
    CopyWriter writer = CopyWriter.of(session, options, columns);
    Running running = query.start(session, new Batch());
    try {
      writer.start();
      running.run(0, writer);
      writer.end();
    } finally {
      running.close();
    }
    return new Outcome.Complete("COPY " + writer.rowCount());
  }

  /// The query given, or one for the table's columns.
  private Statement source(Session session) {
    Statement query = copy.query();
    if (query != null) {
      return query;
    }
    ObjectName name = tableName();
    NameResolver names =
        session.context().service(QueryPlanner.class).binder(session, NO_TYPES).names();
    String quoted =
        name.parts().stream().map(Identifiers::quote).collect(Collectors.joining("."));
    if (names.relation(name) == null && names.systemTable(name) != null) {
      String listed =
          copy.columns().isEmpty()
              ? "*"
              : copy.columns().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
      return SqlParser.parse("SELECT " + listed + " FROM " + quoted);
    }
    Table table = CopyColumns.table(names, name, false);
    String listed =
        CopyColumns.columns(table, copy.columns()).stream()
            .map(column -> Identifiers.quote(column.name()))
            .collect(Collectors.joining(", "));
    return SqlParser.parse("SELECT " + listed + " FROM " + quoted);
  }
}
