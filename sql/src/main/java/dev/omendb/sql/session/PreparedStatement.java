package dev.omendb.sql.session;

import dev.omendb.sql.parse.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parsed statement with its plan, named or not. Confined to its session.
public final class PreparedStatement {
  private final String name;
  private final String sql;
  private final @Nullable Statement statement;
  private final int[] declaredTypes;
  private Executable executable;
  private boolean reserved;

  PreparedStatement(
      String name,
      String sql,
      @Nullable Statement statement,
      int[] declaredTypes,
      Executable executable) {
    this.name = name;
    this.sql = sql;
    this.statement = statement;
    this.declaredTypes = declaredTypes;
    this.executable = executable;
  }

  public String name() {
    return name;
  }

  public String sql() {
    return sql;
  }

  /// Null for an empty query string.
  public @Nullable Statement statement() {
    return statement;
  }

  public int[] parameterTypes() {
    return executable.parameterTypes();
  }

  public @Nullable List<ResultColumn> columns() {
    return executable.columns();
  }

  public boolean isEmpty() {
    return statement == null;
  }

  public boolean shortRunning() {
    return executable.shortRunning();
  }

  int[] declaredTypes() {
    return declaredTypes;
  }

  Executable executable() {
    return executable;
  }

  void replaceExecutable(Executable fresh) {
    this.executable = fresh;
    this.reserved = false;
  }

  /// True while a portal that was bound to the plan has not ended.
  boolean inUse() {
    return reserved;
  }

  void reserve() {
    reserved = true;
  }

  /// A portal of this plan has ended, which may have been replaced since.
  void release(Executable used) {
    if (used == executable) {
      reserved = false;
    }
  }
}
