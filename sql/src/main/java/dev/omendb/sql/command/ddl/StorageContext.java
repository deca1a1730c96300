package dev.omendb.sql.command.ddl;

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
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What index expressions may ask for: they are immutable, so types and default formats are all.
final class StorageContext implements EvaluationContext {
  private final Catalog catalog;
  private final Types types;
  private final ComputeEngine compute = ComputeEngines.byName("auto");

  StorageContext(Catalog catalog, Types types) {
    this.catalog = catalog;
    this.types = types;
  }

  private static IllegalStateException notImmutable() {
    return new IllegalStateException("an index expression asked for the session");
  }

  @Override
  public Batch parameters() {
    throw notImmutable();
  }

  @Override
  public Batch outerRow(int id) {
    throw notImmutable();
  }

  @Override
  public void setOuterRow(int id, Batch row) {
    throw notImmutable();
  }

  @Override
  public FormatSettings format() {
    return FormatSettings.DEFAULT;
  }

  @Override
  public ComputeEngine compute() {
    return compute;
  }

  @Override
  public Transaction transaction() {
    throw notImmutable();
  }

  @Override
  public StorageEngine storage() {
    throw notImmutable();
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public PgType type(int oid) {
    return types.byOid(oid);
  }

  @Override
  public long transactionMicros() {
    throw notImmutable();
  }

  @Override
  public long statementMicros() {
    throw notImmutable();
  }

  @Override
  public long clockMicros() {
    throw notImmutable();
  }

  @Override
  public RandomGenerator random() {
    throw notImmutable();
  }

  @Override
  public void seed(double seed) {
    throw notImmutable();
  }

  @Override
  public @Nullable String setting(String name) {
    return null;
  }

  @Override
  public String setSetting(String name, String value, boolean local) {
    throw notImmutable();
  }

  @Override
  public String databaseName() {
    throw notImmutable();
  }

  @Override
  public long databaseOid() {
    throw notImmutable();
  }

  @Override
  public String userName() {
    throw notImmutable();
  }

  @Override
  public String sessionUserName() {
    throw notImmutable();
  }

  @Override
  public int backendId() {
    throw notImmutable();
  }

  @Override
  public List<String> searchPath(boolean withImplicit) {
    return List.of("pg_catalog");
  }

  @Override
  public void checkCancelled() {}

  @Override
  public void notice(String severity, String sqlState, String message) {}

  @Override
  public <T> T service(Class<T> kind) {
    throw notImmutable();
  }
}
