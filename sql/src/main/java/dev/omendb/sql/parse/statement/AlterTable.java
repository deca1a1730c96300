package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.node.TypeName;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE|INDEX|VIEW|SEQUENCE name action, …. `kind` is what the user called it: PostgreSQL
/// takes ALTER TABLE for indexes, views and sequences too.
public record AlterTable(
    ObjectKind kind, ObjectName name, boolean ifExists, boolean only, List<Action> actions)
    implements Statement.OfTables {
  public AlterTable {
    actions = List.copyOf(actions);
  }

  /// One action.
  public sealed interface Action {}

  public record AddColumn(TableElement.Column column, boolean ifNotExists) implements Action {}

  public record DropColumn(String column, boolean ifExists, boolean cascade) implements Action {}

  public record RenameColumn(String column, String newName) implements Action {}

  public record RenameConstraint(String constraint, String newName) implements Action {}

  public record RenameTo(String newName) implements Action {}

  public record SetSchema(String schema) implements Action {}

  public record OwnerTo(String role) implements Action {}

  /// ALTER COLUMN … TYPE type [COLLATE] [USING expression].
  public record AlterType(
      String column,
      TypeName type,
      @Nullable ObjectName collation,
      @Nullable SqlNode using,
      @Nullable String usingText)
      implements Action {}

  public record SetDefault(String column, SqlNode expression, String text) implements Action {}

  public record DropDefault(String column) implements Action {}

  /// SET and DROP NOT NULL.
  public record SetNotNull(String column, boolean notNull) implements Action {}

  public record AddIdentity(String column, Constraint.Identity identity) implements Action {}

  /// SET GENERATED ALWAYS|BY DEFAULT and sequence options on an identity column.
  public record AlterIdentity(String column, @Nullable Boolean always, SequenceOptions options)
      implements Action {}

  public record DropIdentity(String column, boolean ifExists) implements Action {}

  public record DropExpression(String column, boolean ifExists) implements Action {}

  /// The column is a number when an expression index's column is meant.
  public record SetStatistics(String column, int target) implements Action {}

  public record SetStorage(String column, String storage) implements Action {}

  public record SetCompression(String column, String method) implements Action {}

  public record SetColumnOptions(String column, List<Option> options, boolean reset)
      implements Action {}

  public record AddConstraint(Constraint constraint) implements Action {}

  /// ALTER CONSTRAINT name [DEFERRABLE …].
  public record AlterConstraint(String name, Constraint.Timing timing) implements Action {}

  public record ValidateConstraint(String name) implements Action {}

  public record DropConstraint(String name, boolean ifExists, boolean cascade) implements Action {}

  public record SetOptions(List<Option> options) implements Action {}

  public record ResetOptions(List<Option> options) implements Action {}

  public record SetLogged(boolean logged) implements Action {}

  public record SetTablespace(String tablespace) implements Action {}

  public record SetAccessMethod(String method) implements Action {}

  /// CLUSTER ON index; null for SET WITHOUT CLUSTER.
  public record ClusterOn(@Nullable String index) implements Action {}

  /// ENABLE, DISABLE and FORCE ROW LEVEL SECURITY, triggers and rules: the words as typed.
  public record Toggle(String words) implements Action {}

  /// REPLICA IDENTITY: DEFAULT, FULL, NOTHING or the index.
  public record ReplicaIdentity(String mode, @Nullable String index) implements Action {}
}
