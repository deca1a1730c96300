package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.IndexElement;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// CREATE INDEX and REINDEX. DROP INDEX is an [ObjectStatement.Drop], ALTER INDEX an [AlterTable].
public sealed interface IndexStatement extends Statement.OfIndexes {
  /// CREATE INDEX. `name` is null when PostgreSQL shall choose one; `method` is lower case and
  /// `btree` when not said.
  record CreateIndex(
      @Nullable String name,
      ObjectName table,
      boolean unique,
      boolean concurrently,
      boolean ifNotExists,
      String method,
      List<IndexElement> keys,
      List<String> include,
      boolean nullsNotDistinct,
      List<Option> options,
      @Nullable String tablespace,
      @Nullable SqlNode where,
      @Nullable String whereText)
      implements IndexStatement {}

  /// REINDEX INDEX|TABLE|SCHEMA|DATABASE|SYSTEM.
  record Reindex(
      Target target, @Nullable ObjectName name, boolean concurrently, List<Option> options)
      implements IndexStatement {}

  /// What REINDEX works on.
  enum Target {
    INDEX,
    TABLE,
    SCHEMA,
    DATABASE,
    SYSTEM
  }
}
