package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.definition.ViewReferences;
import dev.omendb.sql.parse.statement.AlterTable.AddIdentity;
import dev.omendb.sql.parse.statement.AlterTable.AlterIdentity;
import dev.omendb.sql.parse.statement.AlterTable.DropExpression;
import dev.omendb.sql.parse.statement.AlterTable.DropIdentity;
import dev.omendb.sql.parse.statement.AlterTable.SetColumnOptions;
import dev.omendb.sql.parse.statement.AlterTable.SetDefault;
import dev.omendb.sql.parse.statement.AlterTable.SetStorage;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.List;
import java.util.Locale;

/// ALTER TABLE … ALTER COLUMN and RENAME COLUMN, but for types. For one action on one table.
final class AlterColumn {
  private final Ddl ddl;
  private final Table table;
  private final TableDraft draft;

  AlterColumn(Ddl ddl, Table table) {
    this.ddl = ddl;
    this.table = table;
    this.draft = new TableDraft(table);
  }

  /// Errors: 42703.
  Column require(String name) {
    return table
        .column(name)
        .orElseThrow(() -> Relations.undefinedColumn(name, table.name()));
  }

  private void put(Column column) {
    draft.replace(column);
    ddl.put(draft.table());
  }

  private DatabaseException refused(SqlState state, Column column, String what) {
    return new DatabaseException(
        state, "column \"%s\" of relation \"%s\" %s".formatted(column.name(), table.name(), what));
  }

  void rename(String name, String newName) {
    Column column =
        table
            .column(name)
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" does not exist"));
    ColumnDefinition.requireNoSystemColumn(newName);
    if (table.column(newName).isPresent()) {
      throw refused(SqlState.DUPLICATE_COLUMN, table.column(newName).get(), "already exists");
    }
    for (View view : ddl.catalog().all(View.class)) {
      if (new ViewReferences(ddl.catalog(), view).reads(table.oid(), name)) {
        throw DatabaseException.unsupported(
            "renaming a column that view \"" + view.name() + "\" reads");
      }
    }
    draft.replace(Columns.renamed(column, newName));
    new StoredNames(ddl).columnRenamed(draft, name, newName);
    ddl.put(draft.table());
  }

  void setDefault(SetDefault set) {
    Column column = require(set.column());
    if (column.identity() != 0) {
      throw refused(SqlState.SYNTAX_ERROR, column, "is an identity column");
    }
    if (column.generated() != 0) {
      throw refused(SqlState.SYNTAX_ERROR, column, "is a generated column");
    }
    PgRelType type = new PgRelType(ddl.type(column.typeOid()), column.typmod());
    String sql = new StoredText(ddl).columnDefault(set.expression(), type, column.name());
    put(Columns.defaultSql(column, sql));
  }

  void dropDefault(String name) {
    Column column = require(name);
    if (column.identity() != 0) {
      throw refused(SqlState.SYNTAX_ERROR, column, "is an identity column")
          .hint("Use ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY instead.");
    }
    if (column.generated() != 0) {
      throw refused(SqlState.SYNTAX_ERROR, column, "is a generated column")
          .hint("Use ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION instead.");
    }
    put(Columns.defaultSql(column, null));
  }

  void setNotNull(String name, boolean notNull) {
    Column column = require(name);
    if (column.notNull() == notNull) {
      return;
    }
    if (notNull) {
      new RowValidation(ddl).notNull(table, column);
    } else {
      if (column.identity() != 0) {
        throw refused(SqlState.SYNTAX_ERROR, column, "is an identity column");
      }
      for (Constraint constraint : table.constraints()) {
        if (constraint.kind() == 'p' && constraint.attnums().contains(column.attnum())) {
          throw new DatabaseException(
              SqlState.INVALID_TABLE_DEFINITION,
              "column \"" + name + "\" is in a primary key");
        }
      }
    }
    put(Columns.notNull(column, notNull));
  }

  void addIdentity(AddIdentity add) {
    Column column = require(add.column());
    if (!column.notNull()) {
      throw refused(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          column,
          "must be declared NOT NULL before identity can be added");
    }
    if (column.identity() != 0) {
      throw refused(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, column, "is already an identity column");
    }
    if (column.defaultSql() != null) {
      throw refused(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, column, "already has a default value");
    }
    ColumnDefinition.requireIdentityType(column.typeOid());
    ColumnDefinition.sequence(ddl, draft, column, add.identity().options(), column.typeOid());
    put(Columns.identity(column, add.identity().always() ? 'a' : 'd'));
  }

  void alterIdentity(AlterIdentity alter) {
    Column column = require(alter.column());
    if (column.identity() == 0) {
      throw refused(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, column, "is not an identity column");
    }
    Sequence sequence = AlterTableStatement.identitySequence(ddl, table, column);
    SequenceStatements.alter(ddl, sequence, alter.options());
    if (alter.always() != null) {
      put(Columns.identity(column, alter.always() ? 'a' : 'd'));
    }
  }

  void dropIdentity(DropIdentity drop) {
    Column column = require(drop.column());
    if (column.identity() == 0) {
      if (!drop.ifExists()) {
        throw refused(
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, column, "is not an identity column");
      }
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "column \"%s\" of relation \"%s\" is not an identity column, skipping"
              .formatted(column.name(), table.name()));
      return;
    }
    Sequence sequence = AlterTableStatement.identitySequence(ddl, table, column);
    put(Columns.identity(column, '\0'));
    ddl.drop(sequence.oid());
  }

  void dropExpression(DropExpression drop) {
    Column column = require(drop.column());
    if (column.generated() == 0) {
      if (!drop.ifExists()) {
        throw refused(
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, column, "is not a stored generated column");
      }
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "column \"%s\" of relation \"%s\" is not a stored generated column, skipping"
              .formatted(column.name(), table.name()));
      return;
    }
    put(Columns.generated(column, '\0', null));
  }

  /// How PostgreSQL would store long values means nothing here; the word is checked.
  void setStorage(SetStorage set) {
    require(set.column());
    String word = set.storage().toLowerCase(Locale.ROOT);
    if (!List.of("plain", "external", "extended", "main", "default").contains(word)) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid storage type \"" + set.storage() + "\"");
    }
  }

  /// n_distinct and the like: statistics are not estimated from them.
  void setOptions(SetColumnOptions set) {
    require(set.column());
    set.options()
        .forEach(
            option -> {
              if (!option.name().startsWith("n_distinct")) {
                throw new DatabaseException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "unrecognized parameter \"" + option.name() + "\"");
              }
            });
  }
}
