package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.StatementBinder;
import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.parse.statement.SessionStatement.Deallocate;
import dev.omendb.sql.parse.statement.SessionStatement.Execute;
import dev.omendb.sql.parse.statement.SessionStatement.Prepare;
import dev.omendb.sql.plan.QueryPlanner;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.PreparedStatement;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// PREPARE, EXECUTE, DEALLOCATE. They share the statements of the protocol's Parse.
final class PreparedCommands {
  private static final int[] NO_TYPES = {};

  private PreparedCommands() {}

  static Executable prepare(Prepare prepare) {
    return SessionCommand.of(
        Traits.SLOW,
        (session, rows) -> {
          StatementBinder binder = planner(session).binder(session, NO_TYPES);
          int[] types =
              prepare.types().stream().mapToInt(t -> binder.type(t).type().oid()).toArray();
          session
              .statements()
              .define(
                  session
                      .statements()
                      .prepare(prepare.name(), prepare.text(), prepare.statement(), types));
          return "PREPARE";
        });
  }

  static Executable deallocate(Deallocate deallocate) {
    return SessionCommand.of(
        Traits.QUICK,
        (session, rows) -> {
          session.statements().deallocate(deallocate.name());
          return deallocate.name() == null ? "DEALLOCATE ALL" : "DEALLOCATE";
        });
  }

  static Executable execute(Session session, Execute execute) {
    return new ExecuteCommand(session.statements().get(execute.name()), execute);
  }

  static QueryPlanner planner(Session session) {
    return session.context().service(QueryPlanner.class);
  }

  /// The arguments of EXECUTE, converted to the statement's parameter types. Errors: 42601 `wrong
  /// number of parameters for prepared statement "p"`, 42804.
  static Batch arguments(Session session, PreparedStatement prepared, Execute execute) {
    int[] types = prepared.parameterTypes();
    if (types.length != execute.arguments().size()) {
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR,
              "wrong number of parameters for prepared statement \"" + execute.name() + "\"")
          .detail(
              "Expected %d parameters but got %d."
                  .formatted(types.length, execute.arguments().size()));
    }
    QueryPlanner planner = planner(session);
    Batch noInput = new Batch();
    noInput.setSize(1);
    Column[] values = new Column[types.length];
    for (int i = 0; i < types.length; i++) {
      PgType type = session.context().type(types[i]);
      RexNode bound = bind(session, execute.arguments().get(i), type, i + 1);
      Column value =
          planner.constantExpression(session, bound).evaluate(session.context(), noInput);
      values[i] = value.newEmpty(1);
      values[i].appendFrom(value, 0);
    }
    return new Batch(values);
  }

  private static RexNode bind(Session session, SqlNode argument, PgType type, int number) {
    StatementBinder binder = planner(session).binder(session, NO_TYPES);
    try {
      return binder.value(argument, new PgRelType(type, -1), "$" + number);
    } catch (DatabaseException e) {
      if (e.state() != SqlState.DATATYPE_MISMATCH) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      String actual = message.substring(message.lastIndexOf(" of type ") + " of type ".length());
      throw new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "parameter $%d of type %s cannot be coerced to the expected type %s"
                  .formatted(number, actual, type.displayName(-1)))
          .hint("You will need to rewrite or cast the expression.")
          .position(e.position());
    }
  }

  /// Runs the named statement; its rows and its tag are the statement's.
  private record ExecuteCommand(PreparedStatement prepared, Execute execute)
      implements Executable {
    @Override
    public @Nullable List<ResultColumn> columns() {
      return prepared.columns();
    }

    @Override
    public boolean shortRunning() {
      return prepared.shortRunning();
    }

    @Override
    public boolean repeatable() {
      return prepared.executable().repeatable();
    }

    @Override
    public boolean writes() {
      return prepared.executable().writes();
    }

    @Override
    public Running start(Session session, Batch parameters) {
      PreparedStatement current = session.statements().get(execute.name());
      Portal portal = session.open(current, arguments(session, current, execute));
      return new Running() {
        @Override
        public Outcome run(int maxRows, RowSink sink) {
          return portal.run(session, maxRows, sink);
        }

        @Override
        public void close() {
          portal.close();
        }
      };
    }
  }
}
