package dev.omendb.sql.function.system;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.HashMap;
import java.util.Map;

/// What nextval() returned in this session: the memory behind currval() and lastval(). A service of
/// the session; confined to it.
public final class SessionSequences {
  private final Map<Long, Long> values = new HashMap<>();
  private long latest;

  void remember(long sequenceOid, long value) {
    values.put(sequenceOid, value);
    latest = sequenceOid;
  }

  /// After setval, which lastval does not notice.
  void replace(long sequenceOid, long value) {
    values.put(sequenceOid, value);
  }

  /// Errors: 55000.
  long current(long sequenceOid, String name) {
    Long value = values.get(sequenceOid);
    if (value == null) {
      throw new DatabaseException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "currval of sequence \"" + name + "\" is not yet defined in this session");
    }
    return value;
  }

  /// Errors: 55000.
  long latest() {
    Long value = values.get(latest);
    if (value == null) {
      throw new DatabaseException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "lastval is not yet defined in this session");
    }
    return value;
  }

  /// DISCARD SEQUENCES.
  public void clear() {
    values.clear();
    latest = 0;
  }
}
