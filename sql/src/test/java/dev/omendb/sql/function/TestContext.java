package dev.omendb.sql.function;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A statement without a session: built-in types, a fixed clock, UTC, no storage.
public final class TestContext implements EvaluationContext {
  /// 2024-02-29 12:34:56.789 UTC.
  public static final long NOW = 762_525_296_789_000L;

  private final java.util.Random random = new java.util.Random(42);
  private final Map<Integer, Batch> outerRows = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>(Map.of("TimeZone", "UTC"));
  private final List<String> notices = new ArrayList<>();
  private Batch parameters = new Batch();
  private @Nullable Transaction transaction;

  public void setParameters(Batch row) {
    parameters = row;
  }

  @Override
  public FormatSettings format() {
    return FormatSettings.DEFAULT;
  }

  @Override
  public ComputeEngine compute() {
    return ComputeEngines.byName("scalar");
  }

  /// Statements with storage run in this transaction.
  public void setTransaction(Transaction running) {
    transaction = running;
  }

  @Override
  public Transaction transaction() {
    Transaction running = transaction;
    if (running == null) {
      throw new UnsupportedOperationException("no transaction");
    }
    return running;
  }

  @Override
  public StorageEngine storage() {
    throw new UnsupportedOperationException("no storage");
  }

  @Override
  public Catalog catalog() {
    return Catalog.EMPTY;
  }

  @Override
  public PgType type(int oid) {
    return Types.builtin().byOid(oid);
  }

  public PgType elementOf(PgType array) {
    return Types.builtin().elementOf(array).orElseThrow();
  }

  @Override
  public long transactionMicros() {
    return NOW;
  }

  @Override
  public long statementMicros() {
    return NOW;
  }

  @Override
  public long clockMicros() {
    return NOW;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void seed(double seed) {
    random.setSeed(Double.doubleToLongBits(seed));
  }

  @Override
  public @Nullable String setting(String name) {
    return settings.get(name);
  }

  @Override
  public String setSetting(String name, String value, boolean local) {
    settings.put(name, value);
    return value;
  }

  @Override
  public String databaseName() {
    return "postgres";
  }

  @Override
  public long databaseOid() {
    return 5;
  }

  @Override
  public String userName() {
    return "postgres";
  }

  @Override
  public String sessionUserName() {
    return "postgres";
  }

  @Override
  public int backendId() {
    return 1;
  }

  @Override
  public List<String> searchPath(boolean withImplicit) {
    return withImplicit ? List.of("pg_catalog", "public") : List.of("public");
  }

  @Override
  public void checkCancelled() {}

  @Override
  public void notice(String severity, String sqlState, String message) {
    notices.add(severity + " " + sqlState + " " + message);
  }

  @Override
  public <T> T service(Class<T> kind) {
    throw new UnsupportedOperationException(kind.getName());
  }

  @Override
  public Batch parameters() {
    return parameters;
  }

  @Override
  public Batch outerRow(int id) {
    return outerRows.get(id);
  }

  @Override
  public void setOuterRow(int id, Batch row) {
    outerRows.put(id, row);
  }
}
