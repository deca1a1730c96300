package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.engine.storage.transaction.TemporaryObjects;
import dev.omendb.sql.execute.OutputColumn;
import dev.omendb.sql.execute.PlanInstance;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.StatementCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A query, INSERT, UPDATE or DELETE as the session runs it.
public final class QueryExecutable implements Executable {
  /// Plans kept for values of parameters.
  private static final int MAX_CUSTOM_PLANS = 16;

  private final QueryPlanner.Planned planned;
  private final Statement statement;
  private final int[] parameterTypes;
  private final @Nullable List<ResultColumn> columns;
  private final ShortRuns shortRuns = new ShortRuns();
  private final QueryPlanner planner;

  /// The plan for fetching in pieces, where it is another, made when it is wanted first.
  private @Nullable QueryExecutable inPieces;

  /// Whether this is one for fetching in pieces.
  private final boolean isInPieces;

  /// Plans for values of the decisive parameters, those used longest ago first.
  private final LinkedHashMap<List<String>, PlanInstance> custom =
      new LinkedHashMap<>(4, 0.75f, true);

  public QueryExecutable(
      QueryPlanner planner, QueryPlanner.Planned planned, Statement statement) {
    this(planner, planned, statement, false);
  }

  private QueryExecutable(
      QueryPlanner planner,
      QueryPlanner.Planned planned,
      Statement statement,
      boolean isInPieces) {
    this.isInPieces = isInPieces;
    this.planner = planner;
    this.planned = planned;
    this.statement = statement;
    this.parameterTypes =
        planned.plan().parameterTypes().stream().mapToInt(t -> t.oid()).toArray();
    boolean returnsRows =
        statement instanceof Statement.Query || !planned.plan().columns().isEmpty();
    this.columns =
        returnsRows
            ? planned.plan().columns().stream().map(QueryExecutable::resultColumn).toList()
            : null;
  }

  private static ResultColumn resultColumn(OutputColumn column) {
    return new ResultColumn(
        column.name(), column.tableOid(), column.attnum(), column.type(), column.typmod());
  }

  /// The plan for these values: where an index may be chosen by what a parameter is, one of their
  /// own.
  public PlanInstance plan(Session session, Batch parameters) {
    if (planned.decisive().length == 0 || parameters.width() == 0) {
      return planned.plan();
    }
    List<String> texts = new ArrayList<>();
    Map<Integer, Column> known = new HashMap<>();
    for (int parameter : planned.decisive()) {
      Column bound = parameters.column(parameter);
      Column value = bound.newEmpty(1);
      value.appendFrom(bound, 0);
      known.put(parameter, value);
      texts.add(text(value));
    }
    PlanInstance found = custom.get(texts);
    if (found == null) {
      found = planner.plan(session, statement, parameterTypes, known, isInPieces).plan();
      custom.put(texts, found);
      if (custom.size() > MAX_CUSTOM_PLANS) {
        custom.pollFirstEntry();
      }
    }
    return found;
  }

  /// What runs when the rows are fetched in pieces.
  public QueryExecutable inPieces(Session session) {
    if (!planned.betterInPieces()) {
      return this;
    }
    QueryExecutable other = inPieces;
    if (other == null) {
      QueryPlanner.Planned first =
          planner.plan(session, statement, parameterTypes, Map.of(), true);
      other = new QueryExecutable(planner, first, statement, true);
      inPieces = other;
    }
    return other;
  }

  @Override
  public Running startInPieces(Session session, Batch parameters) {
    return inPieces(session).start(session, parameters);
  }

  private static String text(Column value) {
    return value.isNull(0)
        ? ""
        : switch (value) {
          case LongColumn number -> Long.toString(number.get(0));
          case DoubleColumn number -> Double.toString(number.get(0));
          case BytesColumn bytes -> "x" + HexFormat.of().formatHex(bytes.copy(0));
        };
  }

  @Override
  public int[] parameterTypes() {
    return parameterTypes;
  }

  @Override
  public @Nullable List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean shortRunning() {
    return planned.isShort() && shortRuns.mayTry();
  }

  @Override
  public void tookLong() {
    shortRuns.tookLong();
  }

  @Override
  public boolean repeatable() {
    return planned.reads() && !planned.plan().isChanging();
  }

  @Override
  public boolean writes() {
    return !planned.reads();
  }

  @Override
  public long catalogVersion() {
    return planned.catalogVersion();
  }

  /// A READ ONLY transaction may change temporary tables.
  private boolean writesTemporaryOnly(Session session) {
    Catalog catalog = session.transaction().current().catalog();
    boolean any = false;
    for (long table : planned.written()) {
      any = true;
      if (!TemporaryObjects.is(table, catalog)) {
        return false;
      }
    }
    return any;
  }

  @Override
  public Running start(Session session, Batch parameters) {
    prepare(session);
    if (planned.catalogVersion() == session.context().catalog().version()) {
      return run(session, parameters);
    }
    QueryExecutable fresh = plannedAgain(session);
    fresh.prepare(session);
    return fresh.run(session, parameters);
  }

  /// DDL was committed between planning and here, most likely while a lock was waited for: the
  /// plan's indexes may be gone, and rows be elsewhere.
  private QueryExecutable plannedAgain(Session session) {
    session.transaction().refreshAfterWait();
    QueryExecutable fresh =
        new QueryExecutable(planner, planner.plan(session, statement, parameterTypes), statement);
    StatementCache.requireSameColumns(columns, fresh.columns);
    return fresh;
  }

  private void prepare(Session session) {
    if (!planned.reads()) {
      if (!writesTemporaryOnly(session)) {
        session.transaction().requireWritable(command());
      }
      for (long table : planned.written()) {
        session
            .transaction()
            .current()
            .lockTable(table, TableLock.ROW_EXCLUSIVE, LockWait.WAIT);
      }
    } else if (statement instanceof Statement.Query(var query) && !query.locks.isEmpty()) {
      String strength = query.locks.getFirst().strength.toString().replace('_', ' ');
      session.transaction().requireWritable("SELECT FOR " + strength);
    }
  }

  private Running run(Session session, Batch parameters) {
    session.context().setParameters(parameters);
    PlanInstance plan = plan(session, parameters);
    plan.open(session.context());
    return new Run(session, parameters, plan);
  }

  private String command() {
    return switch (statement) {
      case Statement.Insert insert -> "INSERT";
      case Statement.Update update -> "UPDATE";
      case Statement.Delete delete -> "DELETE";
      default -> "SELECT";
    };
  }

  private String tag(long rows) {
    return statement instanceof Statement.Insert ? "INSERT 0 " + rows : command() + " " + rows;
  }

  /// One run; keeps what is left of a batch when a row limit cuts it.
  private final class Run implements Running {
    private final Session session;
    private final Batch parameters;
    private final PlanInstance plan;
    private @Nullable Batch pending;
    private int pendingFrom;
    private boolean closed;

    Run(Session session, Batch parameters, PlanInstance plan) {
      this.session = session;
      this.parameters = parameters;
      this.plan = plan;
    }

    @Override
    public Outcome run(int maxRows, RowSink sink) {
      session.context().setParameters(parameters);
      boolean modifies = plan.affectedRows() >= 0;
      long limit = maxRows > 0 && !modifies ? maxRows : Long.MAX_VALUE;
      long sent = 0;
      while (true) {
        Batch batch = pending;
        int from = pendingFrom;
        if (batch == null) {
          session.context().checkCancelled();
          batch = plan.next();
          from = 0;
        }
        if (batch == null) {
          shortRuns.ended();
          long affected = plan.affectedRows();
          return new Outcome.Complete(tag(modifies ? affected : sent));
        }
        int to = from + (int) Math.min(batch.size() - from, limit - sent);
        sink.rows(batch, from, to);
        sent += to - from;
        pending = to < batch.size() ? batch : null;
        pendingFrom = to;
        if (sent == limit) {
          return Outcome.SUSPENDED;
        }
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        plan.close();
      }
    }
  }
}
