package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.catalog.VirtualTable;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Values;
import dev.omendb.sql.execute.scan.CatalogScan;
import dev.omendb.sql.execute.scan.IndexKeyCodec;
import dev.omendb.sql.execute.scan.IndexLookup;
import dev.omendb.sql.execute.scan.IndexRange;
import dev.omendb.sql.execute.scan.IndexRangeScan;
import dev.omendb.sql.execute.scan.ScanFilter;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.execute.scan.TableScan;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rel.RowsScan;
import dev.omendb.sql.plan.rel.VirtualScan;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Reads tables: a whole scan, or a btree when conditions fit one.
final class ScanBuilder {
  private final PhysicalBuilder plans;
  private final AccessPaths paths;

  ScanBuilder(PhysicalBuilder plans) {
    this.plans = plans;
    this.paths = new AccessPaths(plans);
  }

  AccessPaths paths() {
    return paths;
  }

  /// A stored table's columns to read, and where the node's columns are in the batches.
  record Target(ScanTarget target, int[] places) {}

  Target target(RelationScan scan, BitSet columns) {
    int[] places = new int[scan.attnums().size()];
    Arrays.fill(places, -1);
    List<Integer> attnums = new ArrayList<>();
    List<PgType> types = new ArrayList<>();
    List<RelDataTypeField> fields = scan.getRowType().getFieldList();
    for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
      places[i] = attnums.size();
      attnums.add(scan.attnums().get(i));
      types.add(PgRelType.of(fields.get(i).getType()).type());
    }
    Table table = scan.table();
    return new Target(
        new ScanTarget(table.oid(), table.name(), attnums, new RowLayout(types)), places);
  }

  Built relation(RelationScan scan, List<RexNode> conjuncts, BitSet needed) {
    double tableRows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    AccessPaths.Path path = paths.choose(scan, conjuncts, tableRows);
    BitSet columns = Columns.of(conjuncts);
    columns.or(needed);
    if (path == null) {
      return whole(scan, conjuncts, columns, tableRows);
    }
    columns = Columns.of(path.residual());
    columns.or(needed);
    return indexed(scan, path, columns, tableRows);
  }

  private Built whole(
      RelationScan scan, List<RexNode> conjuncts, BitSet columns, double tableRows) {
    Target target = target(scan, columns);
    double rows = Math.max(1, tableRows * Cardinality.selectivity(conjuncts));
    TableScan operator = new TableScan(target.target(), filter(scan, conjuncts, target));
    PhysicalBuilder.estimated(operator, tableRows);
    return new Built(PhysicalBuilder.estimated(operator, rows), target.places(), rows);
  }

  /// The conditions over the target's columns with the block bounds they imply, or null for none.
  @Nullable ScanFilter filter(RelationScan scan, List<RexNode> conjuncts, Target target) {
    if (conjuncts.isEmpty()) {
      return null;
    }
    return new ScanFilter(
        condition(conjuncts, target.places(), scan.getRowType().getFieldNames()),
        paths.zoneBounds(scan, conjuncts));
  }

  /// All of some conditions as one expression, or null for none.
  @Nullable Expression condition(List<RexNode> conjuncts, int[] places, List<String> names) {
    if (conjuncts.isEmpty()) {
      return null;
    }
    List<Expression> parts = plans.expressions().buildAll(conjuncts, places, names);
    return parts.size() == 1
        ? parts.getFirst()
        : new dev.omendb.sql.expression.Logical(
            dev.omendb.sql.expression.Logical.Connective.AND, parts, parts.getFirst().type());
  }

  private Built indexed(
      RelationScan scan, AccessPaths.Path path, BitSet columns, double tableRows) {
    Target target = target(scan, columns);
    List<String> names = scan.getRowType().getFieldNames();
    Expression filter = condition(path.residual(), target.places(), names);
    Index index = path.index();
    IndexKeyCodec codec = paths.codec(index);
    List<Expression> equal = path.equal().stream().map(plans.expressions()::constant).toList();
    Operator operator;
    double rows;
    if (path.isPoint()) {
      rows = 1;
      operator =
          new IndexLookup(
              target.target(), index.oid(), index.name(), codec, equal, path.text(), filter);
    } else {
      rows = Math.max(1, tableRows * path.selectivity());
      IndexRange range = range(path);
      operator =
          new IndexRangeScan(
              target.target(), index.oid(), index.name(), range, path.backward(), filter);
    }
    return new Built(PhysicalBuilder.estimated(operator, rows), target.places(), rows);
  }

  IndexRange range(AccessPaths.Path path) {
    List<Expression> equal = path.equal().stream().map(plans.expressions()::constant).toList();
    return new IndexRange(
        paths.codec(path.index()), equal, bound(path.lower()), bound(path.upper()), path.text());
  }

  private IndexRange.@Nullable Bound bound(AccessPaths.@Nullable Bound bound) {
    return bound == null
        ? null
        : new IndexRange.Bound(plans.expressions().constant(bound.value()), bound.inclusive());
  }

  /// A table of the system catalog.
  Built virtual(VirtualScan scan, List<RexNode> conjuncts, BitSet needed) {
    VirtualTable table = scan.table();
    BitSet columns = Columns.of(conjuncts);
    columns.or(needed);
    int[] places = new int[scan.getRowType().getFieldCount()];
    Arrays.fill(places, -1);
    List<Integer> attnums = new ArrayList<>();
    List<PgType> types = new ArrayList<>();
    List<PgType> full = new ArrayList<>();
    for (VirtualTable.VirtualColumn column : table.columns()) {
      full.add(plans.type(column.typeOid()));
    }
    for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
      places[i] = attnums.size();
      attnums.add(i == full.size() ? ScanTarget.TABLE_OID : i + 1);
      types.add(
          PgRelType.of(scan.getRowType().getFieldList().get(i).getType()).type());
    }
    ScanTarget target =
        new ScanTarget(table.oid(), table.name(), attnums, new RowLayout(types));
    Expression filter =
        condition(conjuncts, places, scan.getRowType().getFieldNames());
    double rows = 100;
    Operator operator =
        PhysicalBuilder.estimated(
            new CatalogScan(table::rows, new RowLayout(full), target, filter), rows);
    return new Built(operator, places, rows);
  }

  Built rows(RowsScan scan) {
    int width = scan.getRowType().getFieldCount();
    if (width == 0 && scan.rows().size() == 1) {
      return new Built(PhysicalBuilder.estimated(new OneRow(), 1), new int[0], 1);
    }
    List<List<Expression>> rows = new ArrayList<>();
    for (List<RexNode> row : scan.rows()) {
      rows.add(row.stream().map(plans.expressions()::constant).toList());
    }
    Operator operator = new Values(plans.layout(scan), rows);
    return new Built(
        PhysicalBuilder.estimated(operator, rows.size()), Built.identity(width), rows.size());
  }
}
