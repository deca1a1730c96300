package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.parse.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parsed statement with its plan, named or not. Confined to its session.
public final class PreparedStatement {
  private static final int[] NO_TYPES = {};

  private final String name;
  private final String sql;
  private final @Nullable Statement statement;
  private final int[] declaredTypes;
  private Executable executable;
  private boolean reserved;

  /// Whose plan this statement uses with values of its own, or null.
  private final @Nullable PreparedStatement shared;

  private final @Nullable Batch values;

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
    this.shared = null;
    this.values = null;
  }

  /// A statement whose constants are values of another one's parameters.
  PreparedStatement(String name, String sql, PreparedStatement shared, Batch values) {
    this.name = name;
    this.sql = sql;
    this.statement = shared.statement;
    this.declaredTypes = NO_TYPES;
    this.executable = shared.executable;
    this.shared = shared;
    this.values = values;
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

  /// What a client must supply.
  public int[] parameterTypes() {
    return values == null ? executable.parameterTypes() : NO_TYPES;
  }

  /// What the plan needs: the client's parameters, or the statement's own constants.
  int[] planTypes() {
    return executable().parameterTypes();
  }

  /// The statement's constants as values of its plan's parameters, or null when it has none.
  @Nullable Batch values() {
    return values;
  }

  public @Nullable List<ResultColumn> columns() {
    return executable().columns();
  }

  public boolean isEmpty() {
    return statement == null;
  }

  public boolean shortRunning() {
    return executable().shortRunning();
  }

  int[] declaredTypes() {
    return declaredTypes;
  }

  /// Its plan.
  public Executable executable() {
    return shared == null ? executable : shared.executable();
  }

  void replaceExecutable(Executable fresh) {
    if (shared != null) {
      shared.replaceExecutable(fresh);
      return;
    }
    this.executable = fresh;
    this.reserved = false;
  }

  /// True while a portal that was bound to the plan has not ended.
  boolean inUse() {
    return shared == null ? reserved : shared.inUse();
  }

  void reserve() {
    if (shared == null) {
      reserved = true;
    } else {
      shared.reserve();
    }
  }

  /// A portal of this plan has ended, which may have been replaced since.
  void release(Executable used) {
    if (shared != null) {
      shared.release(used);
    } else if (used == executable) {
      reserved = false;
    }
  }
}
