package dev.omendb.sql.function;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import java.util.random.RandomGenerator;

/// What functions may ask of the statement they run in. Implemented by the session.
public interface CallContext {
  FormatSettings format();

  ComputeEngine compute();

  Transaction transaction();

  StorageEngine storage();

  /// The transaction's catalog.
  Catalog catalog();

  /// Type by oid; XX000 if unknown.
  PgType type(int oid);

  /// now(): start of the transaction, µs since 2000-01-01 UTC.
  long transactionMicros();

  /// Start of the statement, the same unit.
  long statementMicros();

  /// clock_timestamp(), the same unit.
  long clockMicros();

  RandomGenerator random();

  /// setseed(): the session's next random values repeat.
  void seed(double seed);

  /// A setting's value as SHOW prints it, or null when there is none of that name.
  @org.jspecify.annotations.Nullable
  String setting(String name);

  /// set_config().
  String setSetting(String name, String value, boolean local);

  String databaseName();

  long databaseOid();

  /// current_user.
  String userName();

  String sessionUserName();

  /// pg_backend_pid().
  int backendId();

  /// Existing schemas of the search path in order, implicit pg_catalog included when asked.
  java.util.List<String> searchPath(boolean withImplicit);

  /// Raises 57014 when the statement was cancelled or timed out: call it in long loops.
  void checkCancelled();

  /// Raises 25006 `cannot execute … in a read-only transaction` in one. Without a transaction
  /// everything is allowed.
  default void requireWritable(String command) {}

  /// Sends a notice to the client.
  void notice(String severity, String sqlState, String message);

  /// The services of the SQL layer that catalog functions need (regclass lookup, deparsing …), by
  /// interface; XX000 if absent.
  <T> T service(Class<T> kind);
}
