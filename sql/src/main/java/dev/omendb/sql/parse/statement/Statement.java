package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.DeleteNode;
import dev.omendb.sql.parse.node.InsertNode;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.UpdateNode;

/// One parsed SQL statement. The themes are sealed interfaces of their own.
public sealed interface Statement {
  /// Nothing but blanks and comments.
  record Empty() implements Statement {}

  /// SELECT, VALUES, TABLE, WITH … SELECT. SELECT INTO is a query whose block has `into`.
  record Query(QueryExpression query) implements Statement {}

  /// INSERT.
  record Insert(InsertNode insert) implements Statement {}

  /// UPDATE.
  record Update(UpdateNode update) implements Statement {}

  /// DELETE.
  record Delete(DeleteNode delete) implements Statement {}

  /// CREATE and ALTER TABLE, TRUNCATE, LOCK.
  sealed interface OfTables extends Statement
      permits CreateTable, CreateTableAs, AlterTable, TableStatement {}

  /// Indexes.
  sealed interface OfIndexes extends Statement permits IndexStatement {}

  /// Schemas, sequences, views, types, extensions, databases, functions, comments, DROP, RENAME.
  sealed interface OfObjects extends Statement permits ObjectStatement {}

  /// Roles and privileges.
  sealed interface OfRoles extends Statement permits RoleStatement {}

  /// Transactions and savepoints.
  sealed interface OfTransactions extends Statement permits TransactionStatement {}

  /// Settings, prepared statements, cursors, notifications, DISCARD.
  sealed interface OfSession extends Statement permits SessionStatement {}

  /// COPY, EXPLAIN, VACUUM, ANALYZE, CHECKPOINT, DO, CALL.
  sealed interface OfMaintenance extends Statement permits MaintenanceStatement {}
}
