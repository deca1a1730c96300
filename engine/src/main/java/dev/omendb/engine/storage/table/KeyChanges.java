package dev.omendb.engine.storage.table;

import dev.omendb.engine.index.btree.KeyRun;
import org.jspecify.annotations.Nullable;

/// What a commit adds to one ordered index: few entries one by one, many as a run sorted
/// beforehand.
public final class KeyChanges {
  /// From this many entries on they become a run of their own.
  private static final int RUN_ENTRIES = 4096;

  private final KeyIndex index;
  private final boolean created;
  private final KeyWrites writes;
  private final @Nullable KeyRun run;

  private KeyChanges(KeyIndex index, boolean created, KeyWrites writes, @Nullable KeyRun run) {
    this.index = index;
    this.created = created;
    this.writes = writes;
    this.run = run;
  }

  static KeyChanges of(KeyWrites writes) {
    KeyRun run = writes.size() >= RUN_ENTRIES ? writes.toRun() : null;
    return new KeyChanges(writes.index(), !writes.isShared(), writes, run);
  }

  /// Adds the entries to the table's index. Rows are where `rows` says.
  void apply(TableStore store, RowMapping rows) {
    KeyIndex target = store.index(index.oid());
    if (target == null) {
      if (!created) {
        return;
      }
      store.putIndex(index);
      target = index;
    }
    if (run != null) {
      target.add(run.withRowIds(rows::committed));
      return;
    }
    for (int entry = 0; entry < writes.size(); entry++) {
      target.add(writes.key(entry), rows.committed(writes.rowId(entry)));
    }
  }
}
