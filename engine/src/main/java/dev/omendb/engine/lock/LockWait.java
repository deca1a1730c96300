package dev.omendb.engine.lock;

/// What to do when somebody else holds the lock.
public enum LockWait {
  WAIT,
  NOWAIT,
  SKIP_LOCKED
}
