package dev.omendb.engine.lock;

import java.util.concurrent.locks.Condition;

/// One owner waiting for one lock. Guarded by the stripe's lock.
final class LockWaiter {
  final LockStripe stripe;
  final LockQueue queue;
  final LockOwner owner;
  final int mode;
  final long sinceNanos = System.nanoTime();
  private final Condition condition;
  boolean granted;

  LockWaiter(LockStripe stripe, LockQueue queue, LockOwner owner, int mode) {
    this.stripe = stripe;
    this.queue = queue;
    this.owner = owner;
    this.mode = mode;
    this.condition = stripe.newCondition();
  }

  void grant() {
    granted = true;
    condition.signal();
  }

  /// Sleeps at most so long; the stripe's lock is held before and after.
  void sleep(long nanos) throws InterruptedException {
    condition.awaitNanos(nanos);
  }

  /// Lets the sleeper look around. From any thread.
  void wake() {
    stripe.lock();
    try {
      condition.signal();
    } finally {
      stripe.unlock();
    }
  }
}
