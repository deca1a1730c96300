package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements about named objects other than tables, indexes and roles.
public sealed interface ObjectStatement extends Statement.OfObjects {
  /// DROP of anything but roles: `names` in order. For kinds that hang on a table (trigger, rule,
  /// policy) the name's last part is the object's.
  record Drop(
      ObjectKind kind,
      List<ObjectName> names,
      boolean ifExists,
      boolean cascade,
      boolean concurrently)
      implements ObjectStatement {}

  /// DROP FUNCTION|PROCEDURE|ROUTINE|AGGREGATE with argument types (null: no list given).
  record DropFunction(
      ObjectKind kind,
      ObjectName name,
      @Nullable List<TypeName> arguments,
      boolean ifExists,
      boolean cascade)
      implements ObjectStatement {}

  /// CREATE SCHEMA; `name` null with AUTHORIZATION only. `elements`: the statements inside.
  record CreateSchema(
      @Nullable String name, @Nullable String owner, boolean ifNotExists, List<Statement> elements)
      implements ObjectStatement {}

  /// CREATE SEQUENCE.
  record CreateSequence(
      ObjectName name, boolean temporary, boolean ifNotExists, SequenceOptions options)
      implements ObjectStatement {}

  /// ALTER SEQUENCE name options. RENAME, OWNER and SET SCHEMA are [AlterTable]s.
  record AlterSequence(ObjectName name, boolean ifExists, SequenceOptions options)
      implements ObjectStatement {}

  /// CREATE VIEW; `text` is the query as typed; `checkOption` LOCAL, CASCADED or null.
  record CreateView(
      ObjectName name,
      boolean orReplace,
      boolean temporary,
      boolean recursive,
      List<String> columns,
      List<Option> options,
      QueryExpression query,
      String text,
      @Nullable String checkOption)
      implements ObjectStatement {}

  /// CREATE EXTENSION.
  record CreateExtension(
      String name,
      boolean ifNotExists,
      @Nullable String schema,
      @Nullable String version,
      boolean cascade)
      implements ObjectStatement {}

  /// ALTER EXTENSION name UPDATE [TO version] or SET SCHEMA.
  record AlterExtension(String name, @Nullable String version, @Nullable String schema)
      implements ObjectStatement {}

  /// CREATE TYPE name AS ENUM (labels).
  record CreateEnum(ObjectName name, List<String> labels) implements ObjectStatement {}

  /// CREATE TYPE name AS (attributes).
  record CreateComposite(ObjectName name, List<Alias.Definition> attributes)
      implements ObjectStatement {}

  /// ALTER TYPE name ADD VALUE [IF NOT EXISTS] label [BEFORE|AFTER neighbour].
  record AddEnumValue(
      ObjectName name,
      String label,
      boolean ifNotExists,
      @Nullable String neighbour,
      boolean before)
      implements ObjectStatement {}

  /// ALTER TYPE name RENAME VALUE label TO newLabel.
  record RenameEnumValue(ObjectName name, String label, String newLabel)
      implements ObjectStatement {}

  /// CREATE DATABASE with its options (`template`, `encoding`, `owner`, …).
  record CreateDatabase(String name, List<Option> options) implements ObjectStatement {}

  /// DROP DATABASE.
  record DropDatabase(String name, boolean ifExists, boolean force) implements ObjectStatement {}

  /// ALTER DATABASE|ROLE … SET and RESET and ALTER SYSTEM. `value` null means RESET or SET … TO
  /// DEFAULT; `setting` null: RESET ALL.
  record AlterSetting(
      Scope scope,
      @Nullable String target,
      @Nullable String database,
      @Nullable String setting,
      @Nullable List<String> values)
      implements ObjectStatement {}

  /// Whose setting ALTER … SET changes; ALL_ROLES for ALTER ROLE ALL.
  enum Scope {
    DATABASE,
    ROLE,
    ALL_ROLES,
    SYSTEM
  }

  /// ALTER kind name RENAME TO of objects [AlterTable] does not cover.
  record Rename(ObjectKind kind, ObjectName name, boolean ifExists, String newName)
      implements ObjectStatement {}

  /// ALTER kind name OWNER TO of objects [AlterTable] does not cover.
  record AlterOwner(ObjectKind kind, ObjectName name, String role) implements ObjectStatement {}

  /// ALTER kind name SET SCHEMA of objects [AlterTable] does not cover.
  record AlterObjectSchema(ObjectKind kind, ObjectName name, boolean ifExists, String schema)
      implements ObjectStatement {}

  /// COMMENT ON kind name IS text; null removes it. For COLUMN the name is table.column, for
  /// CONSTRAINT, TRIGGER, RULE and POLICY `table` is the ON table.
  record Comment(
      ObjectKind kind, ObjectName name, @Nullable ObjectName table, @Nullable String text)
      implements ObjectStatement {}
}
