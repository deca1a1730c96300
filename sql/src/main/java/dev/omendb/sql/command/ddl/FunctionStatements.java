package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.ObjectStatement.DropFunction;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// DROP FUNCTION and its kin. All functions are built in, so there is nothing that could go.
final class FunctionStatements {
  private FunctionStatements() {}

  static String drop(Ddl ddl, DropFunction statement) {
    String tag = "DROP " + statement.kind().words();
    String kind = statement.kind().words().toLowerCase(Locale.ROOT);
    List<TypeName> arguments = statement.arguments();
    String name = statement.name().toString();
    boolean builtIn = !Functions.standard().byName(statement.name().name()).isEmpty();
    if (builtIn) {
      throw new DatabaseException(
          SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
          "cannot drop %s %s because it is required by the database system"
              .formatted(kind, name));
    }
    String types =
        arguments == null
            ? ""
            : arguments.stream()
                .map(type -> ddl.binder().type(type).type().displayName(-1))
                .collect(Collectors.joining(","));
    String missing =
        arguments == null
            ? "could not find a %s named \"%s\"".formatted(kind, name)
            : "%s %s(%s) does not exist".formatted(kind, name, types);
    if (!statement.ifExists()) {
      throw new DatabaseException(SqlState.UNDEFINED_FUNCTION, missing);
    }
    ddl.notice(
        SqlState.SUCCESSFUL_COMPLETION,
        "%s %s(%s) does not exist, skipping".formatted(kind, name, types));
    return tag;
  }
}
