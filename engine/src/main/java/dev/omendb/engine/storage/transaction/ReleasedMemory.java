package dev.omendb.engine.storage.transaction;

import java.util.concurrent.atomic.AtomicLong;

/// Counts native memory that nobody needs any more. The garbage collector frees it, and sees only
/// the few bytes of heap that own it: after enough of them it is asked to run. (The JDK does the
/// same for direct buffers. `-XX:+ExplicitGCInvokesConcurrent` keeps the request from pausing.)
public final class ReleasedMemory {
  private static final long COLLECT_BYTES = 256L << 20;

  private final AtomicLong bytes = new AtomicLong();

  public void add(long released) {
    if (released > 0 && bytes.addAndGet(released) > COLLECT_BYTES && bytes.getAndSet(0) > 0) {
      System.gc();
    }
  }
}
