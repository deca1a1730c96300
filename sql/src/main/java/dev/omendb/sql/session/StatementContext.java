package dev.omendb.sql.session;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.HandOver;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockOwner;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.type.CatalogNames;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// What a statement's operators and functions see of the session around them. One for each session,
/// reused from statement to statement.
public final class StatementContext implements EvaluationContext {
  private static final Batch NO_PARAMETERS = new Batch();

  private final Session session;
  private Batch parameters = NO_PARAMETERS;
  private Batch[] outerRows = new Batch[8];
  private long statementMicros;
  private long deadlineNanos = Long.MAX_VALUE;
  private long shortRunEndNanos = Long.MAX_VALUE;
  private @Nullable RandomGenerator random;

  private long timeoutVersion = -1;
  private int timeoutMillis;
  private long formatVersion = -1;
  private FormatSettings format = FormatSettings.DEFAULT;
  private @Nullable ComputeEngine compute;
  private @Nullable Catalog typesCatalog;
  private Types types = Types.builtin();

  StatementContext(Session session) {
    this.session = session;
  }

  public Session session() {
    return session;
  }

  void beginStatement() {
    statementMicros = Clocks.nowMicros();
    if (timeoutVersion != session.settings().version()) {
      timeoutVersion = session.settings().version();
      timeoutMillis = SettingDurations.millis(session.settings().get("statement_timeout"));
    }
    deadlineNanos =
        timeoutMillis == 0 ? Long.MAX_VALUE : System.nanoTime() + timeoutMillis * 1_000_000L;
  }

  /// When the statement has taken too long, by `nanoTime`; MAX_VALUE for never.
  long deadlineNanos() {
    return deadlineNanos;
  }

  /// From now on [#checkCancelled] raises [HandOver] when this much time has passed.
  void limitRun(long nanos) {
    shortRunEndNanos = System.nanoTime() + nanos;
  }

  void endLimit() {
    shortRunEndNanos = Long.MAX_VALUE;
  }

  /// Sets `$1`… for the run that starts.
  public void setParameters(Batch row) {
    this.parameters = row;
  }

  @Override
  public Batch parameters() {
    return parameters;
  }

  @Override
  public Batch outerRow(int id) {
    return outerRows[id];
  }

  @Override
  public void setOuterRow(int id, Batch row) {
    if (id >= outerRows.length) {
      outerRows = Arrays.copyOf(outerRows, Math.max(id + 1, outerRows.length * 2));
    }
    outerRows[id] = row;
  }

  @Override
  public FormatSettings format() {
    refreshFormat();
    return format;
  }

  private void refreshFormat() {
    Settings settings = session.settings();
    long startMicros = session.transaction().startMicros();
    if (formatVersion == settings.version()) {
      if (format.transactionStartMicros() != startMicros) {
        format = format.withTransactionStart(startMicros);
      }
      return;
    }
    String[] dateStyle = settings.get("DateStyle").split(", ");
    format =
        new FormatSettings(
            TimeZones.toZone(settings.get("TimeZone")),
            dateStyle[0],
            dateStyle[1],
            settings.get("IntervalStyle"),
            settings.get("bytea_output").equals("hex"),
            settings.getInt("extra_float_digits"),
            startMicros,
            service(CatalogNames.class));
    compute = null;
    formatVersion = settings.version();
  }

  @Override
  public ComputeEngine compute() {
    refreshFormat();
    ComputeEngine chosen = compute;
    if (chosen == null) {
      chosen = ComputeEngines.byName(session.settings().get("omendb.compute"));
      compute = chosen;
    }
    return chosen;
  }

  @Override
  public Transaction transaction() {
    return session.transaction().current();
  }

  @Override
  public StorageEngine storage() {
    return session.database().storage();
  }

  @Override
  public Catalog catalog() {
    return session.transaction().active() && !session.transaction().failed()
        ? session.transaction().current().catalog()
        : session.database().storage().catalog();
  }

  /// The types of the current catalog.
  public Types types() {
    Catalog catalog = catalog();
    if (catalog != typesCatalog) {
      types = Types.forCatalog(catalog, databaseOid());
      typesCatalog = catalog;
    }
    return types;
  }

  @Override
  public PgType type(int oid) {
    return types().byOid(oid);
  }

  @Override
  public long transactionMicros() {
    session.transaction().current();
    return session.transaction().startMicros();
  }

  @Override
  public long statementMicros() {
    return statementMicros;
  }

  @Override
  public long clockMicros() {
    return Clocks.nowMicros();
  }

  @Override
  public RandomGenerator random() {
    RandomGenerator generator = random;
    if (generator == null) {
      generator = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create();
      random = generator;
    }
    return generator;
  }

  @Override
  public void seed(double seed) {
    random =
        RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(Double.doubleToLongBits(seed));
  }

  @Override
  public @Nullable String setting(String name) {
    SessionTransaction transaction = session.transaction();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "transaction_isolation" -> transaction.isolation();
      case "transaction_read_only" -> transaction.readOnly() ? "on" : "off";
      case "transaction_deferrable" -> transaction.deferrable() ? "on" : "off";
      default -> session.settings().find(name);
    };
  }

  @Override
  public String setSetting(String name, String value, boolean local) {
    session.settings().set(name, value, local);
    return session.settings().get(name);
  }

  @Override
  public String databaseName() {
    return session.identity().databaseName();
  }

  @Override
  public long databaseOid() {
    return session.identity().databaseOid();
  }

  @Override
  public String userName() {
    String role = session.settings().get("role");
    return role.equals("none") ? sessionUserName() : role;
  }

  @Override
  public String sessionUserName() {
    return session.settings().get("session_authorization");
  }

  @Override
  public int backendId() {
    return session.identity().backendId();
  }

  @Override
  public List<String> searchPath(boolean withImplicit) {
    return new SearchPath(session).names(withImplicit);
  }

  /// As [#searchPath], by oid, implicit pg_catalog included.
  public List<Long> searchPathOids() {
    return new SearchPath(session).oids();
  }

  @Override
  public void checkCancelled() {
    if (session.isCancelled()) {
      throw new DatabaseException(
          SqlState.QUERY_CANCELED, "canceling statement due to user request");
    }
    if (deadlineNanos != Long.MAX_VALUE && System.nanoTime() - deadlineNanos > 0) {
      throw new DatabaseException(
          SqlState.QUERY_CANCELED, LockOwner.TIMEOUT_MESSAGE);
    }
    if (shortRunEndNanos != Long.MAX_VALUE && System.nanoTime() - shortRunEndNanos > 0) {
      throw HandOver.TAKES_LONG;
    }
  }

  @Override
  public void requireWritable(String command) {
    session.transaction().requireWritable(command);
  }

  @Override
  public void notice(String severity, String sqlState, String message) {
    session.client().notice(new Notice(severity, sqlState, message, null, null));
  }

  @Override
  public <T> T service(Class<T> kind) {
    T own = session.services().find(kind);
    return own != null ? own : session.database().service(kind, session);
  }

  /// The schemas of a database, for SearchPath.
  List<CatalogObject.Schema> schemas() {
    List<CatalogObject.Schema> own = new ArrayList<>();
    for (CatalogObject.Schema schema : catalog().all(CatalogObject.Schema.class)) {
      if (schema.databaseOid() == databaseOid()) {
        own.add(schema);
      }
    }
    return own;
  }
}
