package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.AlterTable;
import dev.omendb.sql.parse.statement.AlterTable.Action;
import dev.omendb.sql.parse.statement.ObjectKind;
import java.util.Locale;
import java.util.Optional;

/// ALTER TABLE, INDEX, VIEW and SEQUENCE with a list of actions.
final class AlterStatements {
  private AlterStatements() {}

  static String run(Ddl ddl, AlterTable statement) {
    String tag = "ALTER " + statement.kind().words();
    Optional<CatalogObject> found =
        ddl.relations().find(statement.name(), statement.ifExists());
    if (found.isEmpty()) {
      String missing = "relation \"" + statement.name() + "\" does not exist";
      if (!statement.ifExists()) {
        throw new DatabaseException(SqlState.UNDEFINED_TABLE, missing);
      }
      ddl.notice(SqlState.SUCCESSFUL_COMPLETION, missing + ", skipping");
      return tag;
    }
    CatalogObject relation = found.get();
    requireKind(statement, relation);
    if (relation instanceof Table table) {
      ddl.lockExclusive(table);
      AlterTableStatement alter = new AlterTableStatement(ddl, table.oid());
      statement.actions().forEach(alter::apply);
      alter.finish();
    } else {
      for (Action action : statement.actions()) {
        CatalogObject now = ddl.catalog().find(relation.oid()).orElseThrow();
        AlterRelation.apply(ddl, now, action);
      }
    }
    return tag;
  }

  /// ALTER TABLE takes them all; the others only their own.
  private static void requireKind(AlterTable statement, CatalogObject relation) {
    String kind = statement.kind().words().toLowerCase(Locale.ROOT);
    boolean fits =
        statement.kind() == ObjectKind.TABLE || Relations.kindOf(relation).equals(kind);
    if (!fits) {
      throw Relations.notA(
          DropStatement.article(kind) + " " + kind, statement.name().name());
    }
  }
}
