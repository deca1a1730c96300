package dev.omendb.sql.plan.physical;

import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.subquery.CteBuffer;
import dev.omendb.sql.execute.subquery.RecursiveUnion;
import dev.omendb.sql.execute.subquery.With;
import dev.omendb.sql.execute.subquery.WorkTable;
import dev.omendb.sql.plan.rel.CommonTableRel;
import dev.omendb.sql.plan.rel.CteScan;
import dev.omendb.sql.plan.rel.DeleteRel;
import dev.omendb.sql.plan.rel.InsertRel;
import dev.omendb.sql.plan.rel.RecursiveUnionRel;
import dev.omendb.sql.plan.rel.UpdateRel;
import dev.omendb.sql.plan.rel.WorkTableScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;

/// WITH items: one buffer for each, filled once in each run of the query they belong to.
final class CommonTableBuilder {
  /// Rows assumed of a WITH item.
  private static final double DEFAULT_ROWS = 1000;

  private final PhysicalBuilder plans;
  private final Map<Integer, CteBuffer> buffers = new LinkedHashMap<>();
  private final Map<Integer, Integer> owners = new HashMap<>();
  private final Map<Integer, WorkTable> workTables = new HashMap<>();

  CommonTableBuilder(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// Makes sure a data-modifying item runs even if nothing reads it.
  void require(CommonTableRel table) {
    buffer(table);
  }

  Built scan(CteScan scan) {
    Operator operator =
        PhysicalBuilder.estimated(
            new dev.omendb.sql.execute.subquery.CteScan(buffer(scan.cte())), DEFAULT_ROWS);
    return new Built(operator, Built.identity(operator.layout().width()), DEFAULT_ROWS);
  }

  private CteBuffer buffer(CommonTableRel table) {
    CteBuffer known = buffers.get(table.id());
    if (known != null) {
      return known;
    }
    RelNode query = plans.optimise(table.query());
    boolean modifying =
        query instanceof InsertRel || query instanceof UpdateRel || query instanceof DeleteRel;
    CteBuffer buffer = new CteBuffer(table.name(), plans.exact(query), modifying);
    buffers.put(table.id(), buffer);
    owners.put(table.id(), table.owner());
    return buffer;
  }

  /// Adds the node that resets this query's own items.
  Operator wrap(Operator root, int owner) {
    List<CteBuffer> own = new ArrayList<>();
    buffers.forEach(
        (id, buffer) -> {
          if (owners.get(id) == owner) {
            own.add(buffer);
          }
        });
    return own.isEmpty()
        ? root
        : PhysicalBuilder.estimated(new With(own, root), root.estimate().rows());
  }

  Built recursive(RecursiveUnionRel union) {
    WorkTable table = new WorkTable("recursion " + union.recursion(), plans.layout(union));
    workTables.put(union.recursion(), table);
    Operator first = plans.exact(union.getLeft());
    Operator repeated = plans.exact(union.getRight());
    Operator operator =
        PhysicalBuilder.estimated(
            new RecursiveUnion(first, repeated, table, union.all()), DEFAULT_ROWS);
    return new Built(operator, Built.identity(operator.layout().width()), DEFAULT_ROWS);
  }

  Built workTable(WorkTableScan scan) {
    WorkTable table = workTables.get(scan.recursion());
    Operator operator =
        PhysicalBuilder.estimated(
            new dev.omendb.sql.execute.subquery.WorkTableScan(table), DEFAULT_ROWS);
    return new Built(operator, Built.identity(operator.layout().width()), DEFAULT_ROWS);
  }
}
