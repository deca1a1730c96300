package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.FunctionCall;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// COPY, EXPLAIN and the housekeeping statements.
public sealed interface MaintenanceStatement extends Statement.OfMaintenance {
  /// COPY. Either `table` with `columns` or `query` (a Query, Insert, Update or Delete). `file`
  /// null: STDIN or STDOUT; `program` says the file is a command. Options have their new names,
  /// lower case: `format`, `freeze`, `delimiter`, `null`, `header`, `quote`, `escape`,
  /// `force_quote`, `force_not_null`, `force_null`, `encoding`; column lists are joined by commas,
  /// `*` for all.
  record Copy(
      @Nullable ObjectName table,
      List<String> columns,
      @Nullable Statement query,
      boolean from,
      @Nullable String file,
      boolean program,
      List<Option> options,
      @Nullable SqlNode where)
      implements MaintenanceStatement {}

  /// EXPLAIN; `options` lower case (`analyze`, `verbose`, `format`, …), the old words included.
  record Explain(List<Option> options, Statement statement) implements MaintenanceStatement {}

  /// VACUUM; empty `tables`: the whole database.
  record Vacuum(List<Option> options, List<Relation> tables) implements MaintenanceStatement {}

  /// ANALYZE.
  record Analyze(List<Option> options, List<Relation> tables) implements MaintenanceStatement {}

  /// A table of VACUUM or ANALYZE with its columns.
  record Relation(ObjectName table, List<String> columns) {}

  record Checkpoint() implements MaintenanceStatement {}

  /// CLUSTER [table [USING index]].
  record Cluster(@Nullable ObjectName table, @Nullable String index)
      implements MaintenanceStatement {}

  /// DO [LANGUAGE language] body.
  record DoBlock(String language, String body) implements MaintenanceStatement {}

  record Call(FunctionCall call) implements MaintenanceStatement {}

  /// LOAD 'library'.
  record Load(String library) implements MaintenanceStatement {}
}
