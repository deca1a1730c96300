package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.RowLock;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.plan.rel.LockRowsRel;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexInputRef;
import org.jspecify.annotations.Nullable;

/// FOR UPDATE, FOR SHARE and the like.
final class RowLocking {
  private final Scope scope;

  RowLocking(Scope scope) {
    this.scope = scope;
  }

  void check(SelectBlock block, boolean grouped, boolean sets) {
    String reason =
        block.distinct ? "DISTINCT clause"
            : !block.groupBy.isEmpty() ? "GROUP BY clause"
                : grouped ? "aggregate functions"
                    : sets ? "set-returning functions in the target list" : null;
    if (reason != null) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED, "FOR UPDATE is not allowed with " + reason);
    }
  }

  RelNode lock(RelNode input, List<RowLock> locks) {
    RelNode rel = input;
    for (RowLock lock : locks) {
      List<Integer> columns = new ArrayList<>();
      List<Table> tables = new ArrayList<>();
      for (RangeEntry entry : chosen(lock)) {
        ScopeColumn id = entry.find(QueryBinder.ROW_ID).getFirst();
        columns.add(((RexInputRef) id.expression()).getIndex());
        tables.add(entry.table());
      }
      if (!tables.isEmpty()) {
        rel = new LockRowsRel(rel, columns, tables, lock.strength, lock.wait);
      }
    }
    return rel;
  }

  private List<RangeEntry> chosen(RowLock lock) {
    List<RangeEntry> entries = new ArrayList<>();
    if (lock.tables.isEmpty()) {
      scope.entries().stream().filter(e -> e.table() != null).forEach(entries::add);
      return entries;
    }
    for (ObjectName name : lock.tables) {
      @Nullable RangeEntry entry = scope.entry(name.name());
      if (entry == null) {
        throw new DatabaseException(
                SqlState.UNDEFINED_TABLE,
                "relation \"%s\" in FOR UPDATE clause not found in FROM clause"
                    .formatted(name.name()))
            .position(name.position());
      }
      if (entry.table() != null) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
