package dev.omendb.sql.session;

import dev.omendb.sql.function.system.AdvisoryLockTable;

/// Releases a session's advisory locks when its transaction or the session itself ends.
record AdvisoryLockRelease(AdvisoryLockTable table) implements SessionServices.TransactionListener {
  @Override
  public void transactionEnded(Session session, boolean committed) {
    table.releaseTransaction(session.identity().backendId());
  }

  @Override
  public void sessionClosed(Session session) {
    table.releaseTransaction(session.identity().backendId());
    table.releaseSession(session.identity().backendId());
  }
}
