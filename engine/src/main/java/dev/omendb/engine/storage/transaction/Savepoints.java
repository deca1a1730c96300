package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.storage.table.TableWrites;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where a transaction's writes stood at each savepoint. Confined to the transaction.
final class Savepoints {
  private final List<Mark> marks = new ArrayList<>();

  private record Mark(int changes, List<TableMark> tables, long locks) {}

  private record TableMark(TableWrites writes, long end, int deletes) {}

  int mark(int changes, Map<Long, TableWrites> writes, long locks) {
    List<TableMark> tables = new ArrayList<>(writes.size());
    for (TableWrites table : writes.values()) {
      tables.add(new TableMark(table, table.end(), table.deletes().size()));
    }
    marks.add(new Mark(changes, tables, locks));
    return marks.size() - 1;
  }

  /// Takes `writes` back to the mark, which stays; later marks go. Returns how many catalog changes
  /// remain.
  int restore(int savepoint, Map<Long, TableWrites> writes, long transaction) {
    Mark mark = marks.get(savepoint);
    Set<TableWrites> kept = new HashSet<>();
    mark.tables.forEach(table -> kept.add(table.writes));
    for (TableWrites table : writes.values()) {
      if (!kept.contains(table)) {
        table.releaseClaims(transaction);
      }
    }
    for (TableMark table : mark.tables) {
      table.writes.rollbackTo(table.end, table.deletes, transaction);
      if (writes.get(table.writes.tableOid()) != table.writes) {
        table.writes.unsent(); // a truncation's rows have taken their places in the log
      }
    }
    writes.clear();
    for (TableMark table : mark.tables) {
      writes.put(table.writes.tableOid(), table.writes);
    }
    marks.subList(savepoint + 1, marks.size()).clear();
    return mark.changes;
  }

  /// The lock mark of a savepoint.
  long locks(int savepoint) {
    return marks.get(savepoint).locks;
  }

  /// Forgets a mark and those after it.
  void release(int savepoint) {
    marks.subList(savepoint, marks.size()).clear();
  }
}
