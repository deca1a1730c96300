package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.modify.Assignment;
import dev.omendb.sql.execute.modify.Delete;
import dev.omendb.sql.execute.modify.Insert;
import dev.omendb.sql.execute.modify.LockRows;
import dev.omendb.sql.execute.modify.LockedTable;
import dev.omendb.sql.execute.modify.OnConflict;
import dev.omendb.sql.execute.modify.TargetTable;
import dev.omendb.sql.execute.modify.Update;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.rel.ConflictRel;
import dev.omendb.sql.plan.rel.DeleteRel;
import dev.omendb.sql.plan.rel.InsertRel;
import dev.omendb.sql.plan.rel.LockRowsRel;
import dev.omendb.sql.plan.rel.ModifyTarget;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rel.UpdateRel;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// INSERT, UPDATE, DELETE and row locks.
final class ModifyBuilder {
  private final PhysicalBuilder plans;

  ModifyBuilder(PhysicalBuilder plans) {
    this.plans = plans;
  }

  Built insert(InsertRel insert) {
    Operator child = plans.exact(insert.getInput());
    Table table = insert.target().table();
    List<String> names = new ArrayList<>(table.columns().stream().map(Column::name).toList());
    names.add("rowid");
    Operator operator =
        new Insert(
            child,
            target(insert.target()),
            insert.attnums(),
            insert.conflict() == null ? null : conflict(insert.conflict(), table, names),
            plans
                .expressions()
                .buildAll(insert.returning(), Built.identity(names.size()), names));
    return modified(operator, insert, child.estimate().rows());
  }

  private OnConflict conflict(ConflictRel conflict, Table table, List<String> names) {
    List<OnConflict.Arbiter> arbiters = new ArrayList<>();
    for (Index index : conflict.arbiters()) {
      arbiters.add(
          new OnConflict.Arbiter(index.oid(), plans.environment().indexKeys().apply(index)));
    }
    if (conflict.assignments() == null) {
      return new OnConflict(arbiters, null);
    }
    int width = table.columns().size();
    List<String> both = new ArrayList<>(names.subList(0, width));
    names.subList(0, width).forEach(n -> both.add("excluded." + n));
    both.add("rowid");
    int[] places = Built.identity(both.size());
    Expression where =
        conflict.where() == null
            ? null
            : plans.expressions().build(conflict.where(), places, both);
    return new OnConflict(
        arbiters,
        new OnConflict.Update(assignments(conflict.assignments(), places, both), where));
  }

  private List<Assignment> assignments(
      List<ModifyTarget.Assigned> assigned, int[] places, List<String> names) {
    List<Assignment> built = new ArrayList<>();
    for (ModifyTarget.Assigned a : assigned) {
      built.add(
          new Assignment(a.attnum(), plans.expressions().build(a.value(), places, names)));
    }
    return built;
  }

  TargetTable target(ModifyTarget target) {
    Table table = target.table();
    List<PgType> types = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Column column : table.columns()) {
      types.add(plans.type((int) column.typeOid()));
      names.add(column.name());
    }
    int[] places = Built.identity(types.size());
    List<TargetTable.Check> checks = new ArrayList<>();
    for (ModifyTarget.Check check : target.checks()) {
      checks.add(
          new TargetTable.Check(
              check.name(), plans.expressions().build(check.condition(), places, names)));
    }
    List<TargetTable.Generated> generated = new ArrayList<>();
    for (ModifyTarget.Assigned column : target.generated()) {
      generated.add(
          new TargetTable.Generated(
              column.attnum(), plans.expressions().build(column.value(), places, names)));
    }
    return new TargetTable(
        table, target.schemaName(), new RowLayout(types), checks, generated,
        plans.environment().rules().apply(table));
  }

  Built update(UpdateRel update) {
    List<RexNode> read = new ArrayList<>(update.returning());
    update.assignments().forEach(a -> read.add(a.value()));
    if (update.recheck() != null) {
      read.add(update.recheck());
    }
    Target source = source(update.getInput(), update.attnums(), read);
    List<String> names = update.getInput().getRowType().getFieldNames();
    int[] places = source.child.places();
    Operator operator =
        new Update(
            source.child.operator(),
            target(update.target()),
            source.locked(update.target().table()),
            assignments(update.assignments(), places, names),
            optional(update.recheck(), places, names),
            changesKey(update),
            plans.expressions().buildAll(update.returning(), places, names));
    return modified(operator, update, source.child.rows());
  }

  /// Assigning a column of a unique index locks out foreign key checks.
  private boolean changesKey(UpdateRel update) {
    Set<Integer> assigned = new HashSet<>();
    update.assignments().forEach(a -> assigned.add(a.attnum()));
    for (Index index : plans.environment().catalog().indexes(update.target().table().oid())) {
      for (IndexKey key : index.keys()) {
        if (index.unique() && assigned.contains(key.attnum())) {
          return true;
        }
      }
    }
    return false;
  }

  Built delete(DeleteRel delete) {
    List<RexNode> read = new ArrayList<>(delete.returning());
    if (delete.recheck() != null) {
      read.add(delete.recheck());
    }
    Target source = source(delete.getInput(), delete.attnums(), read);
    List<String> names = delete.getInput().getRowType().getFieldNames();
    int[] places = source.child.places();
    Operator operator =
        new Delete(
            source.child.operator(),
            target(delete.target()),
            source.locked(delete.target().table()),
            optional(delete.recheck(), places, names),
            plans.expressions().buildAll(delete.returning(), places, names));
    return modified(operator, delete, source.child.rows());
  }

  private @Nullable Expression optional(
      @Nullable RexNode node, int[] places, List<String> names) {
    return node == null ? null : plans.expressions().build(node, places, names);
  }

  private static Built modified(Operator operator, RelNode rel, double rows) {
    return new Built(
        PhysicalBuilder.estimated(operator, rows),
        Built.identity(rel.getRowType().getFieldCount()), rows);
  }

  /// The rows to change: all columns of the target, its row id, and what expressions read.
  private record Target(Built child, List<Integer> attnums, RelNode input) {
    LockedTable locked(Table table) {
      List<Integer> present = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      List<PgType> types = new ArrayList<>();
      for (int i = 0; i < attnums.size(); i++) {
        if (child.places()[i] >= 0) {
          present.add(attnums.get(i));
          places.add(child.places()[i]);
          types.add(child.operator().layout().type(child.places()[i]));
        }
      }
      return new LockedTable(
          new ScanTarget(table.oid(), table.name(), present, new RowLayout(types)), places);
    }
  }

  private Target source(RelNode input, List<Integer> attnums, List<RexNode> read) {
    BitSet columns = Columns.of(read);
    for (int i = 0; i < attnums.size(); i++) {
      if (attnums.get(i) >= RelationScan.ROW_ID) {
        columns.set(i);
      }
    }
    return new Target(plans.build(input, columns), attnums, input);
  }

  /// FOR UPDATE and the like.
  Built lock(LockRowsRel lock, BitSet needed) {
    RelNode input = lock.getInput();
    RexNode recheck = condition(input);
    BitSet columns = (BitSet) needed.clone();
    if (recheck != null) {
      columns.or(Columns.of(recheck));
    }
    List<Ranges> ranges = new ArrayList<>();
    for (int i = 0; i < lock.tables().size(); i++) {
      columns.set(lock.rowIdColumns().get(i));
      ranges.add(Ranges.find(input, lock.rowIdColumns().get(i)));
    }
    Built child = plans.build(input, columns);
    List<LockedTable> tables = new ArrayList<>();
    for (int i = 0; i < lock.tables().size(); i++) {
      tables.add(ranges.get(i).locked(lock.tables().get(i), child));
    }
    Operator operator =
        new LockRows(
            child.operator(), tables, RowLock.valueOf(lock.strength().name()),
            switch (lock.waiting()) {
              case BLOCK -> LockWait.WAIT;
              case NOWAIT -> LockWait.NOWAIT;
              case SKIP_LOCKED -> LockWait.SKIP_LOCKED;
            },
            optional(recheck, child.places(), input.getRowType().getFieldNames()));
    return new Built(
        PhysicalBuilder.estimated(operator, child.rows()), child.places(), child.rows());
  }

  /// The WHERE below, whose columns are those of `input`.
  private static @Nullable RexNode condition(RelNode input) {
    return switch (input) {
      case PgSort sort -> condition(sort.getInput());
      case LogicalFilter filter -> filter.getCondition();
      default -> null;
    };
  }

  /// Where a locked table's columns are among those of a relation.
  private record Ranges(RelationScan scan, int offset) {
    /// The scan that provides column `column`.
    static Ranges find(RelNode rel, int column) {
      return switch (rel) {
        case RelationScan scan -> new Ranges(scan, 0);
        case Join join -> {
          int left = join.getLeft().getRowType().getFieldCount();
          if (column < left) {
            yield find(join.getLeft(), column);
          }
          Ranges right = find(join.getRight(), column - left);
          yield new Ranges(right.scan, right.offset + left);
        }
        default -> find(rel.getInput(0), column);
      };
    }

    LockedTable locked(Table table, Built child) {
      List<Integer> attnums = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      List<PgType> types = new ArrayList<>();
      for (int i = 0; i < scan.attnums().size(); i++) {
        int place = child.places()[offset + i];
        if (place >= 0) {
          attnums.add(scan.attnums().get(i));
          places.add(place);
          types.add(child.operator().layout().type(place));
        }
      }
      return new LockedTable(
          new ScanTarget(table.oid(), table.name(), attnums, new RowLayout(types)), places);
    }
  }
}
