package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import org.jspecify.annotations.Nullable;

/// TABLESPACE: there is one, under its two names.
final class Tablespaces {
  private Tablespaces() {}

  /// Errors: 42704.
  static void require(@Nullable String name) {
    if (name != null && !name.equals("pg_default")) {
      throw new DatabaseException(
          SqlState.UNDEFINED_OBJECT, "tablespace \"" + name + "\" does not exist");
    }
  }
}
