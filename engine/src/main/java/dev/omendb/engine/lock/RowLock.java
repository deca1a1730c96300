package dev.omendb.engine.lock;

/// Row lock strengths of PostgreSQL (chapter 13.3.2), weakest first: each conflicts with whatever a
/// weaker one conflicts with.
public enum RowLock {
  KEY_SHARE("AccessShareLock", 0b1000),
  SHARE("RowShareLock", 0b1100),
  NO_KEY_UPDATE("ExclusiveLock", 0b1110),
  UPDATE("AccessExclusiveLock", 0b1111);

  private final String modeName;
  private final int conflicts;

  RowLock(String modeName, int conflicts) {
    this.modeName = modeName;
    this.conflicts = conflicts;
  }

  /// As pg_locks.mode shows it.
  public String modeName() {
    return modeName;
  }

  /// Bit i: conflicts with the strength of ordinal i.
  int conflicts() {
    return conflicts;
  }
}
