package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.plan.rex.PgRelType;

/// COLLATE in DDL. There is one order of text, that of its bytes; names for it are accepted.
final class Collations {
  private Collations() {}

  /// Errors: 42704, 42804.
  static void require(Ddl ddl, ObjectName collation, PgRelType type) {
    if (type.type().info().category() != 'S' && !type.type().isArray()) {
      throw new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "collations are not supported by type " + type.type().displayName(-1))
          .position(collation.position());
    }
    switch (collation.name()) {
      case "default", "C", "POSIX", "ucs_basic", "C.UTF-8", "C.utf8" -> {}
      default ->
          throw new DatabaseException(
                  SqlState.UNDEFINED_OBJECT,
                  "collation \"%s\" for encoding \"UTF8\" does not exist".formatted(collation))
              .position(collation.position());
    }
  }
}
