package dev.omendb.engine.error;

import org.jspecify.annotations.Nullable;

/// An error for the user, raised where it is known, with PostgreSQL's SQLSTATE and wording.
/// The wire layer turns it into an ErrorResponse; anything else thrown is XX000 and a bug.
public final class DatabaseException extends RuntimeException {
  private final SqlState state;
  private @Nullable String detail;
  private @Nullable String hint;
  private @Nullable String where;
  private @Nullable String schema;
  private @Nullable String table;
  private @Nullable String column;
  private @Nullable String dataType;
  private @Nullable String constraint;
  private @Nullable String routine;
  /// 1-based character index into the query text; 0 = unknown.
  private int position;

  public DatabaseException(SqlState state, String message) {
    super(message);
    this.state = state;
  }

  public DatabaseException(SqlState state, String message, Throwable cause) {
    super(message, cause);
    this.state = state;
  }

  /// 0A000 naming the feature.
  public static DatabaseException unsupported(String feature) {
    return new DatabaseException(SqlState.FEATURE_NOT_SUPPORTED, feature + " is not supported");
  }

  public DatabaseException detail(String text) {
    this.detail = text;
    return this;
  }

  public DatabaseException hint(String text) {
    this.hint = text;
    return this;
  }

  public DatabaseException where(String text) {
    this.where = text;
    return this;
  }

  public DatabaseException relation(String schemaName, String tableName) {
    this.schema = schemaName;
    this.table = tableName;
    return this;
  }

  public DatabaseException column(String name) {
    this.column = name;
    return this;
  }

  public DatabaseException dataType(String name) {
    this.dataType = name;
    return this;
  }

  public DatabaseException constraint(String name) {
    this.constraint = name;
    return this;
  }

  public DatabaseException routine(String name) {
    this.routine = name;
    return this;
  }

  /// Sets the position unless a more precise one is known already.
  public DatabaseException position(int characterIndex) {
    if (position == 0) {
      position = characterIndex;
    }
    return this;
  }

  public SqlState state() {
    return state;
  }

  public @Nullable String detail() {
    return detail;
  }

  public @Nullable String hint() {
    return hint;
  }

  public @Nullable String where() {
    return where;
  }

  public @Nullable String schema() {
    return schema;
  }

  public @Nullable String table() {
    return table;
  }

  public @Nullable String column() {
    return column;
  }

  public @Nullable String dataType() {
    return dataType;
  }

  public @Nullable String constraint() {
    return constraint;
  }

  public @Nullable String routine() {
    return routine;
  }

  public int position() {
    return position;
  }
}
