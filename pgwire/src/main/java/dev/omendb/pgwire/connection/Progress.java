package dev.omendb.pgwire.connection;

/// How far a message has been dealt with.
enum Progress {
  DONE,

  /// The rest may wait for a disk, a lock or a slow client: not on the network thread.
  NEEDS_POOL,

  /// The connection has ended.
  CLOSED
}
