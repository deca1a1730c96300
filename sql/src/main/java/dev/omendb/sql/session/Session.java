package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.HandOver;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.function.system.AdvisoryLocks;
import dev.omendb.sql.parse.statement.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One client's connection to one database: its settings, transaction, prepared statements and
/// portals. The wire layer calls it from one thread at a time; only [#cancel] may come from
/// elsewhere.
public final class Session implements AutoCloseable {
  private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");

  /// How long a statement may hold up the network thread.
  private static final long SHORT_RUN_NANOS = 5_000_000;

  private final Database database;
  private final SessionIdentity identity;
  private final ClientChannel client;
  private final Settings settings;
  private final SessionTransaction transaction;
  private final StatementCache statements;
  private final Portals portals = new Portals();
  private final StatementContext context;
  private final SessionServices services = new SessionServices();
  private final SessionActivity activity = new SessionActivity();
  private final AdvisoryLocks advisoryLocks;
  private volatile boolean cancelled;

  Session(
      Database database,
      SessionIdentity identity,
      ClientChannel client,
      Map<String, String> startupSettings) {
    this.database = database;
    this.identity = identity;
    this.client = client;
    this.settings = new Settings(database.settingList(), startupSettings);
    this.transaction = new SessionTransaction(database.storage(), settings, identity.backendId());
    this.advisoryLocks =
        new AdvisoryLocks(database.storage().locks(), identity.backendId());
    this.context = new StatementContext(this);
    this.statements = new StatementCache(this);
    settings.onReport(client::parameterStatus);
    transaction.listen(new TransactionEnds());
  }

  /// What hangs on the ends of transactions: portals, and the services that asked to know.
  private final class TransactionEnds implements SessionTransaction.Listener {
    @Override
    public void beforeCommit() {
      portals.holdCursors();
      services.beforeCommit(Session.this);
      portals.closeAll();
    }

    @Override
    public void ended(boolean committed) {
      portals.closeAll();
      services.transactionEnded(Session.this, committed);
    }

    @Override
    public void rolledBackTo(long savepoint) {
      portals.closeSince(savepoint);
      services.rolledBackTo(Session.this, savepoint);
    }
  }

  public Database database() {
    return database;
  }

  public SessionIdentity identity() {
    return identity;
  }

  public ClientChannel client() {
    return client;
  }

  public Settings settings() {
    return settings;
  }

  public SessionTransaction transaction() {
    return transaction;
  }

  public Portals portals() {
    return portals;
  }

  public StatementCache statements() {
    return statements;
  }

  /// What functions and operators see of this session.
  public StatementContext context() {
    return context;
  }

  /// What the session does, for pg_stat_activity.
  public SessionActivity activity() {
    return activity;
  }

  /// State that themes of functions keep for the session (currval, advisory locks, …).
  public SessionServices services() {
    return services;
  }

  /// The locks that outlast its transactions.
  AdvisoryLocks advisoryLocks() {
    return advisoryLocks;
  }

  /// The status byte of ReadyForQuery: I, T or E.
  public char status() {
    return transaction.status();
  }

  /// The parameters to report after authentication, in PostgreSQL's order.
  public Map<String, String> reportedSettings() {
    return ReportedSettings.of(settings);
  }

  /// The statements of a simple query string, all parsed before the first runs.
  /// Errors: 42601 with position.
  public List<SimpleStatement> simple(String sql) {
    return statements.script(sql);
  }

  /// Plans one statement of a simple query, when its turn has come.
  public PreparedStatement prepareSimple(SimpleStatement statement) {
    return statements.simple(statement);
  }

  /// Parse message. Errors: 42P05, 42601 `cannot insert multiple commands into a prepared
  /// statement`.
  public PreparedStatement parse(String name, String sql, int[] parameterTypes) {
    return statements.parse(name, sql, parameterTypes);
  }

  /// Bind message.
  ///
  /// @param resultFormats none, one for all, or one for each column
  public Portal bind(
      String portalName, String statementName, Parameters parameters, short[] resultFormats) {
    PreparedStatement statement = statements.get(statementName);
    requireUsable(statement);
    if (parameters.count() != statement.parameterTypes().length) {
      throw new DatabaseException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message supplies %d parameters, but prepared statement \"%s\" requires %d"
              .formatted(
                  parameters.count(), statementName, statement.parameterTypes().length));
    }
    Executable executable = statements.executableFor(statement);
    Batch constants = statement.values();
    Batch values =
        constants != null
            ? constants
            : new ParameterDecoder(this)
                .decode(portalName, executable.parameterTypes(), parameters);
    int columns = executable.columns() == null ? 0 : executable.columns().size();
    if (resultFormats.length > 1 && resultFormats.length != columns) {
      throw new DatabaseException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message has %d result formats but query has %d columns"
              .formatted(resultFormats.length, columns));
    }
    Portal portal = new Portal(portalName, statement, executable, values, resultFormats);
    portal.madeSince(transaction.lastSavepoint());
    portals.add(portal);
    return portal;
  }

  /// Plans a statement that is part of another: of EXPLAIN, COPY, DECLARE.
  public Executable plan(Statement statement, String sql, int[] parameterTypes) {
    return database.planner().plan(this, statement, sql, parameterTypes);
  }

  /// A portal without a name for EXECUTE.
  ///
  /// @param values one row, one column for each parameter
  public Portal open(PreparedStatement statement, Batch values) {
    return new Portal(
        "", statement, statements.executableFor(statement), values, new short[0]);
  }

  /// Makes a cursor known under its name. Errors: 42P03.
  public void declare(String name, String sql, Statement statement, Cursor cursor) {
    PreparedStatement prepared =
        new PreparedStatement(name, sql, statement, new int[0], cursor.executable());
    short[] formats = cursor.binary() ? new short[] {1} : new short[0];
    Portal portal = new Portal(name, prepared, cursor.executable(), new Batch(), formats);
    portal.cursor(cursor);
    portal.madeSince(transaction.lastSavepoint());
    portals.declare(portal);
  }

  /// A portal for a simple query's statement: text results, no parameters.
  public Portal openSimple(PreparedStatement statement) {
    requireUsable(statement);
    Executable executable = statements.executableFor(statement);
    Batch values = statement.values();
    if (values == null && executable.parameterTypes().length > 0) {
      throw noParameter(statement.sql());
    }
    short[] formats = executable.binaryResult() ? new short[] {1} : new short[0];
    return new Portal("", statement, executable, values == null ? new Batch() : values, formats);
  }

  /// 42P02 for the first `$n` of a text that cannot have parameters.
  private static DatabaseException noParameter(String sql) {
    Matcher parameter = PARAMETER.matcher(sql);
    String name = parameter.find() ? parameter.group() : "$1";
    int position = sql.codePointCount(0, Math.max(0, sql.indexOf(name))) + 1;
    return new DatabaseException(
            SqlState.UNDEFINED_PARAMETER, "there is no parameter " + name)
        .position(position);
  }

  /// Whether a simple query's text is known and quick to answer: parsing and planning are done, and
  /// the plan is short.
  public boolean answersShort(String sql) {
    return statements.answersShort(sql);
  }

  /// Whether a Parse message finds its plan made.
  public boolean parsesShort(String name, String sql, int[] parameterTypes) {
    return statements.parsesShort(name, sql, parameterTypes);
  }

  /// Whether a Bind message needs no planning.
  public boolean bindsShort(String statementName) {
    return statements.bindsShort(statementName);
  }

  /// Whether [#sync] has nothing to make durable, or little that the disk takes quickly.
  public boolean syncsShort() {
    return transaction.inBlock()
        || !transaction.active()
        || transaction.current().isReadOnly()
        || !services.worksAtCommit() && transaction.current().commitsShort();
  }

  /// Runs a portal for up to `maxRows` rows (0: all).
  public Outcome execute(Portal portal, int maxRows, RowSink sink) {
    if (portal.statement().isEmpty()) {
      return Outcome.EMPTY;
    }
    requireUsable(portal.statement());
    advisoryLocks.resetCancel();
    Executable executable = portal.executable();
    if (!portal.started()) {
      context.beginStatement();
      activity.started(portal.statement().sql(), context.statementMicros());
      if (!executable.transactionControl()) {
        transaction.prepareStatement(executable.needsSnapshot(), context.deadlineNanos());
        requireNotCancelled();
      }
    }
    return portal.run(this, maxRows, sink);
  }

  /// As [#execute], on a thread that must neither wait nor take long. Null when it would have to:
  /// what it had done is undone, and [#execute] does it all on a thread that may.
  public @Nullable Outcome executeShort(Portal portal, int maxRows, RowSink sink) {
    if (portal.started()
        || portal.statement().isEmpty()
        || portal.executable().transactionControl()
        || transaction.failed()) {
      return execute(portal, maxRows, sink);
    }
    Transaction open = transaction.current();
    int savepoint = portal.executable().writes() ? open.savepoint() : -1;
    open.setMayWait(false);
    if (portal.executable().repeatable()) {
      context.limitRun(SHORT_RUN_NANOS);
    }
    try {
      return execute(portal, maxRows, (batch, from, to) -> {
        context.endLimit();
        sink.rows(batch, from, to);
      });
    } catch (HandOver reason) {
      if (reason == HandOver.TAKES_LONG) {
        portal.executable().tookLong();
      }
      portal.restart();
      if (savepoint >= 0) {
        open.rollbackTo(savepoint);
      }
      return null;
    } finally {
      context.endLimit();
      open.setMayWait(true);
      if (savepoint >= 0) {
        open.release(savepoint);
      }
    }
  }

  /// Sync, or the end of a simple query: an implicit transaction is committed.
  public void sync() {
    transaction.commitImplicit();
    if (!transaction.inBlock()) {
      portals.closeAll();
    }
    cancelled = false;
    activity.ended();
  }

  /// A statement raised an error: rolls back an implicit transaction, or fails the block.
  public void failed() {
    cancelled = false;
    activity.ended();
    portals.closeRunning();
    transaction.statementFailed();
    if (!transaction.active()) {
      portals.closeAll();
    }
  }

  private void requireUsable(PreparedStatement statement) {
    if (transaction.failed()
        && !statement.isEmpty()
        && !statement.executable().allowedInFailedTransaction()) {
      throw transactionAborted();
    }
  }

  static DatabaseException transactionAborted() {
    return new DatabaseException(
        SqlState.IN_FAILED_SQL_TRANSACTION,
        "current transaction is aborted, commands ignored until end of transaction block");
  }

  /// The client has sent a command after a time without: a cancel before it came too late.
  public void commandBegins() {
    cancelled = false;
  }

  /// A cancel may have come while the statement waited for its turn.
  private void requireNotCancelled() {
    if (cancelled) {
      context.checkCancelled();
    }
  }

  /// Cancels the running statement: it raises 57014. Thread-safe.
  public void cancel() {
    cancelled = true;
    transaction.cancelCurrent();
    advisoryLocks.cancel();
  }

  boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    try {
      portals.closeAll();
      transaction.rollback();
    } finally {
      services.close(this);
      advisoryLocks.unlockAll();
      database.forget(this);
    }
  }
}
