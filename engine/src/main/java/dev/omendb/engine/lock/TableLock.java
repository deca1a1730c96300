package dev.omendb.engine.lock;

/// Table lock modes of PostgreSQL (chapter 13.3.1), weakest first. Key locks use SHARE and
/// EXCLUSIVE of them.
public enum TableLock {
  ACCESS_SHARE("AccessShareLock", 0b1000_0000),
  ROW_SHARE("RowShareLock", 0b1100_0000),
  ROW_EXCLUSIVE("RowExclusiveLock", 0b1111_0000),
  SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", 0b1111_1000),
  SHARE("ShareLock", 0b1110_1100),
  SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", 0b1111_1100),
  EXCLUSIVE("ExclusiveLock", 0b1111_1110),
  ACCESS_EXCLUSIVE("AccessExclusiveLock", 0b1111_1111);

  private final String modeName;
  private final int conflicts;

  TableLock(String modeName, int conflicts) {
    this.modeName = modeName;
    this.conflicts = conflicts;
  }

  /// As pg_locks.mode shows it.
  public String modeName() {
    return modeName;
  }

  /// Bit i: conflicts with the mode of ordinal i.
  int conflicts() {
    return conflicts;
  }
}
