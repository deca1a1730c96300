package dev.omendb.engine.error;

/// Raised on a thread that must neither wait nor take long, where the work at hand would: what was
/// done of it is to be undone, and all of it done again on a thread that may. Carries no stack and
/// never reaches a client.
public final class HandOver extends RuntimeException {
  /// Somebody else holds a lock.
  public static final HandOver WAITS = new HandOver("waits for a lock");

  public static final HandOver TAKES_LONG = new HandOver("takes long");

  private static final long serialVersionUID = 1;

  private HandOver(String message) {
    super(message, null, false, false);
  }
}
