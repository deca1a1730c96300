package dev.omendb.sql.session;

import dev.omendb.sql.function.system.Backends;
import java.util.Map;

/// The open sessions as functions reach them.
///
/// @param sessions by process id; changes as sessions come and go
record SessionBackends(Map<Integer, Session> sessions) implements Backends {
  @Override
  public boolean cancel(int processId) {
    Session session = sessions.get(processId);
    if (session != null) {
      session.cancel();
    }
    return session != null;
  }

  @Override
  public boolean terminate(int processId) {
    Session session = sessions.get(processId);
    if (session != null) {
      session.client().terminate();
    }
    return session != null;
  }

  @Override
  public boolean isRunning(int processId) {
    return sessions.containsKey(processId);
  }
}
