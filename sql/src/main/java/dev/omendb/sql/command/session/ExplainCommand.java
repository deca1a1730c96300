package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.ExplainJson;
import dev.omendb.sql.execute.ExplainPrinter;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Explain;
import dev.omendb.sql.parse.statement.SessionStatement;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.QueryExecutable;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.PreparedStatement;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import java.util.List;
import java.util.Locale;

/// EXPLAIN: plans a statement, runs it when ANALYZE says so, and prints the plan.
final class ExplainCommand implements Executable {
  private static final int[] NO_TYPES = {};

  private final ExplainOptions options;
  private final Statement statement;
  private final String sql;
  private final int[] parameterTypes;
  private final List<ResultColumn> columns;

  private ExplainCommand(
      Session session,
      ExplainOptions options,
      Statement statement,
      String sql,
      int[] parameterTypes) {
    this.options = options;
    this.statement = statement;
    this.sql = sql;
    this.parameterTypes = parameterTypes;
    PgType type = session.context().type(options.json() ? TypeOids.JSON : TypeOids.TEXT);
    this.columns = List.of(new ResultColumn("QUERY PLAN", 0, 0, type, -1));
  }

  static Executable plan(Session session, Explain explain, String sql, int[] parameterTypes) {
    ExplainOptions options = ExplainOptions.of(explain.options());
    Statement statement = explain.statement();
    boolean plannable =
        switch (statement) {
          case Statement.Query _, Statement.Insert _, Statement.Update _, Statement.Delete _ ->
              true;
          case SessionStatement.Execute _, SessionStatement.DeclareCursor _ -> false;
          default -> throw DatabaseException.unsupported("EXPLAIN of a utility statement");
        };
    int[] types =
        plannable ? session.plan(statement, sql, parameterTypes).parameterTypes() : NO_TYPES;
    return new ExplainCommand(session, options, statement, sql, types);
  }

  @Override
  public int[] parameterTypes() {
    return parameterTypes;
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public Running start(Session session, Batch parameters) {
    return new Running() {
      @Override
      public Outcome run(int maxRows, RowSink sink) {
        explain(session, parameters, sink);
        return new Outcome.Complete("EXPLAIN");
      }

      @Override
      public void close() {}
    };
  }

  private void explain(Session session, Batch parameters, RowSink sink) {
    Batch values = parameters;
    long started = System.nanoTime();
    Executable planned =
        switch (statement) {
          case SessionStatement.Execute execute -> {
            PreparedStatement prepared = session.statements().get(execute.name());
            values = PreparedCommands.arguments(session, prepared, execute);
            Statement inner = prepared.statement();
            if (inner == null) {
              throw new IllegalStateException("an empty statement was prepared");
            }
            yield session.plan(inner, prepared.sql(), prepared.parameterTypes());
          }
          case SessionStatement.DeclareCursor declare ->
              session.plan(declare.query(), declare.text(), NO_TYPES);
          default -> session.plan(statement, sql, parameterTypes);
        };
    long planNanos = System.nanoTime() - started;
    if (!(planned instanceof QueryExecutable whole)) {
      throw DatabaseException.unsupported("EXPLAIN of this statement");
    }
    boolean inPieces = statement instanceof SessionStatement.DeclareCursor;
    QueryExecutable query = inPieces ? whole.inPieces(session) : whole;
    Operator root = query.plan(session, values).root();
    long runNanos = -1;
    if (options.analyze()) {
      root.instrument();
      long runStarted = System.nanoTime();
      Running running = query.start(session, values);
      try {
        running.run(0, (batch, from, to) -> {});
        runNanos = System.nanoTime() - runStarted;
        print(root, planNanos, runNanos, sink);
      } finally {
        running.close();
      }
    } else {
      print(root, planNanos, runNanos, sink);
    }
  }

  private void print(Operator root, long planNanos, long runNanos, RowSink sink) {
    String planMillis = millis(planNanos);
    String runMillis = runNanos < 0 ? null : millis(runNanos);
    if (options.json()) {
      String text =
          new ExplainJson(options.costs())
              .print(
                  root,
                  options.summary() ? planMillis : null,
                  options.summary() ? runMillis : null);
      ShowCommand.send(sink, text);
      return;
    }
    for (String line : new ExplainPrinter(options.costs(), options.timing()).print(root)) {
      ShowCommand.send(sink, line);
    }
    if (options.summary()) {
      ShowCommand.send(sink, "Planning Time: " + planMillis + " ms");
      if (runMillis != null) {
        ShowCommand.send(sink, "Execution Time: " + runMillis + " ms");
      }
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  /// Errors of options: 22023, 42601.
  static DatabaseException invalid(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
