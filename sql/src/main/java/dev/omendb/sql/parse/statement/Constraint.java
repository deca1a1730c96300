package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// A constraint of a column or a table. `name` is null when the user gave none. For a column's
/// constraint the `columns` are empty: it is about that column. `text` is an expression as typed.
public sealed interface Constraint {
  @Nullable String name();

  int position();

  /// NOT NULL, or an explicit NULL.
  record Nullability(@Nullable String name, boolean nullable, int position) implements Constraint {}

  /// DEFAULT expression.
  record Default(@Nullable String name, SqlNode expression, String text, int position)
      implements Constraint {}

  /// GENERATED ALWAYS AS (expression) STORED.
  record Generated(@Nullable String name, SqlNode expression, String text, int position)
      implements Constraint {}

  /// GENERATED ALWAYS|BY DEFAULT AS IDENTITY (sequence options).
  record Identity(@Nullable String name, boolean always, SequenceOptions options, int position)
      implements Constraint {}

  /// CHECK (expression).
  record Check(
      @Nullable String name,
      SqlNode expression,
      String text,
      boolean noInherit,
      Timing timing,
      int position)
      implements Constraint {}

  /// PRIMARY KEY and UNIQUE, over `columns` or taking over the index `usingIndex`.
  record Unique(
      @Nullable String name,
      boolean primary,
      List<String> columns,
      boolean nullsNotDistinct,
      List<String> include,
      List<Option> options,
      @Nullable String usingIndex,
      Timing timing,
      int position)
      implements Constraint {
    public Unique {
      columns = List.copyOf(columns);
      include = List.copyOf(include);
      options = List.copyOf(options);
    }
  }

  /// FOREIGN KEY (columns) REFERENCES table (referenced). Empty `referenced`: its primary key. The
  /// column lists of ON DELETE SET NULL|DEFAULT (a, b) are in `setColumns`.
  record ForeignKey(
      @Nullable String name,
      List<String> columns,
      ObjectName table,
      List<String> referenced,
      Match match,
      Action onDelete,
      List<String> setColumns,
      Action onUpdate,
      Timing timing,
      int position)
      implements Constraint {
    public ForeignKey {
      columns = List.copyOf(columns);
      referenced = List.copyOf(referenced);
      setColumns = List.copyOf(setColumns);
    }
  }

  /// MATCH ….
  enum Match {
    SIMPLE,
    FULL,
    PARTIAL
  }

  /// ON DELETE and ON UPDATE.
  enum Action {
    NO_ACTION,
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT
  }

  /// DEFERRABLE, INITIALLY DEFERRED and NOT VALID.
  record Timing(boolean deferrable, boolean initiallyDeferred, boolean notValid) {
    public static final Timing IMMEDIATE = new Timing(false, false, false);
  }
}
