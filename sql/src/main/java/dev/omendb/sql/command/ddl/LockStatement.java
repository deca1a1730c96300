package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.TableStatement;

/// LOCK TABLE.
final class LockStatement {
  private LockStatement() {}

  static String run(Ddl ddl, TableStatement.LockTable statement) {
    if (!ddl.session().transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION, "LOCK TABLE can only be used in transaction blocks");
    }
    TableLock mode = TableLock.valueOf(statement.mode().replace(' ', '_'));
    LockWait wait = statement.nowait() ? LockWait.NOWAIT : LockWait.WAIT;
    for (ObjectName name : statement.tables()) {
      CatalogObject found = ddl.relations().relation(name);
      if (!(found instanceof Table) && !(found instanceof View)) {
        throw Relations.notA("a table or view", name.name());
      }
      ddl.transaction().lockTable(found.oid(), mode, wait);
    }
    return "LOCK TABLE";
  }
}
