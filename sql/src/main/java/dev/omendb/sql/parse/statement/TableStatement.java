package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import java.util.List;

/// Statements about existing tables other than ALTER.
public sealed interface TableStatement extends Statement.OfTables {
  /// TRUNCATE.
  record Truncate(List<ObjectName> tables, boolean restartIdentity, boolean cascade)
      implements TableStatement {}

  /// LOCK TABLE; `mode` in PostgreSQL's words: `ACCESS EXCLUSIVE` when not said.
  record LockTable(List<ObjectName> tables, String mode, boolean nowait)
      implements TableStatement {}
}
