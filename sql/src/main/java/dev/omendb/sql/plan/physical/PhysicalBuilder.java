package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.execute.Estimate;
import dev.omendb.sql.execute.Execution;
import dev.omendb.sql.execute.Filter;
import dev.omendb.sql.execute.NoRows;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Project;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.UnionAll;
import dev.omendb.sql.execute.aggregate.Distinct;
import dev.omendb.sql.execute.aggregate.DistinctOn;
import dev.omendb.sql.execute.aggregate.SetOperation;
import dev.omendb.sql.execute.modify.TargetTable;
import dev.omendb.sql.expression.ColumnReference;
import dev.omendb.sql.expression.ConstantFolder;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.PlanEnvironment;
import dev.omendb.sql.plan.rel.CommonTableRel;
import dev.omendb.sql.plan.rel.CteScan;
import dev.omendb.sql.plan.rel.DeleteRel;
import dev.omendb.sql.plan.rel.FunctionScan;
import dev.omendb.sql.plan.rel.InsertRel;
import dev.omendb.sql.plan.rel.LateralJoin;
import dev.omendb.sql.plan.rel.LockRowsRel;
import dev.omendb.sql.plan.rel.ModifyTarget;
import dev.omendb.sql.plan.rel.PgAggregate;
import dev.omendb.sql.plan.rel.PgDistinct;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.PgWindow;
import dev.omendb.sql.plan.rel.ProjectSet;
import dev.omendb.sql.plan.rel.RecursiveUnionRel;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rel.RowsScan;
import dev.omendb.sql.plan.rel.UpdateRel;
import dev.omendb.sql.plan.rel.VirtualScan;
import dev.omendb.sql.plan.rel.WorkTableScan;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;

/// Relational algebra to operators, top down: each node is told which of its columns are needed, so
/// that scans read no others. One for each plan; families of nodes have builders of their own.
public final class PhysicalBuilder {
  /// pg_type.oid of boolean.
  private static final int BOOL = 16;

  private static final int FIRST_EXPRESSION_CORRELATION = 100;

  private final PlanEnvironment environment;
  private final Execution execution;
  private final IntSupplier correlations;
  private final UnaryOperator<RelNode> rules;
  private final ConstantFolder folder;
  private final ExpressionBuilder expressions;
  private final SubqueryBuilder subqueries;
  private final CommonTableBuilder commonTables;
  private final ScanBuilder scans;
  private final SortBuilder sorts;
  private final JoinPlanner joins;
  private final AggregateBuilder aggregates;
  private final ModifyBuilder modifications;
  private final SetFunctionBuilder sets;

  /// For expressions alone, whose subqueries were numbered from 0 when they were bound.
  public PhysicalBuilder(
      PlanEnvironment environment, Execution execution, UnaryOperator<RelNode> rules) {
    this(
        environment, execution, rules,
        new AtomicInteger(FIRST_EXPRESSION_CORRELATION)::getAndIncrement);
  }

  /// @param rules the planner's rules, for subqueries that the main program did not see
  /// @param correlations gives unused numbers for enclosing-row variables
  public PhysicalBuilder(
      PlanEnvironment environment,
      Execution execution,
      UnaryOperator<RelNode> rules,
      IntSupplier correlations) {
    this.correlations = correlations;
    this.environment = environment;
    this.execution = execution;
    this.rules = rules;
    this.folder = new ConstantFolder(environment.folding());
    this.expressions = new ExpressionBuilder(this, environment.types().byOid(BOOL));
    this.subqueries = new SubqueryBuilder(this);
    this.commonTables = new CommonTableBuilder(this);
    this.scans = new ScanBuilder(this);
    this.sorts = new SortBuilder(this);
    this.joins = new JoinPlanner(this);
    this.aggregates = new AggregateBuilder(this);
    this.modifications = new ModifyBuilder(this);
    this.sets = new SetFunctionBuilder(this);
  }

  PlanEnvironment environment() {
    return environment;
  }

  Execution execution() {
    return execution;
  }

  ExpressionBuilder expressions() {
    return expressions;
  }

  SubqueryBuilder subqueries() {
    return subqueries;
  }

  CommonTableBuilder commonTables() {
    return commonTables;
  }

  ScanBuilder scans() {
    return scans;
  }

  PgType type(int oid) {
    return environment.types().byOid(oid);
  }

  /// Evaluates early what depends on nothing.
  Expression fold(Expression expression) {
    return folder.fold(expression);
  }

  int newCorrelation() {
    return correlations.getAsInt();
  }

  RelNode optimise(RelNode rel) {
    return rules.apply(rel);
  }

  /// The plan of a whole query: exactly its columns in order. `owner` is the correlation under
  /// which the query runs again and again, -1 for the statement itself.
  public Operator buildRoot(RelNode rel, int owner) {
    Operator root = exact(rel);
    return commonTables.wrap(root, owner);
  }

  /// Makes sure a data-modifying WITH item runs even when nothing reads it.
  public void requireCommonTable(CommonTableRel table) {
    commonTables.require(table);
  }

  /// An expression over full rows of a table.
  public Expression fullRowExpression(Table table, RexNode bound) {
    List<String> names = new ArrayList<>(table.columns().stream().map(c -> c.name()).toList());
    names.add("rowid");
    return expressions.build(bound, Built.identity(names.size()), names);
  }

  /// A table to bring rows to.
  public TargetTable target(ModifyTarget target) {
    return modifications.target(target);
  }

  /// An expression that reads no row.
  public Expression constantExpression(RexNode bound) {
    return expressions.constant(bound);
  }

  /// As [#build], with all columns, each at its own place.
  Operator exact(RelNode rel) {
    int width = rel.getRowType().getFieldCount();
    BitSet all = new BitSet();
    all.set(0, width);
    return exact(build(rel, all), rel);
  }

  private Operator exact(Built built, RelNode rel) {
    int width = rel.getRowType().getFieldCount();
    boolean same = built.operator().layout().width() == width;
    for (int i = 0; same && i < width; i++) {
      same = built.places()[i] == i;
    }
    if (same) {
      return built.operator();
    }
    List<Expression> columns = new ArrayList<>();
    for (RelDataTypeField field : rel.getRowType().getFieldList()) {
      PgRelType type = PgRelType.of(field.getType());
      columns.add(
          new ColumnReference(
              built.places()[field.getIndex()], type.type(), type.typmod(), field.getName()));
    }
    return estimated(new Project(built.operator(), columns), built.rows());
  }

  Built build(RelNode rel, BitSet needed) {
    return switch (rel) {
      case LogicalProject project -> project(project, needed);
      case LogicalFilter filter -> filter(filter, needed);
      case PgSort sort -> sorts.build(sort, needed);
      case Join join -> joins.build(join, needed);
      case LateralJoin join -> joins.lateral(join, needed);
      case PgAggregate aggregate -> aggregates.build(aggregate);
      case PgWindow window -> aggregates.window(window, needed);
      case PgDistinct distinct -> distinct(distinct, needed);
      case RelationScan scan -> scans.relation(scan, List.of(), needed);
      case VirtualScan scan -> scans.virtual(scan, List.of(), needed);
      case RowsScan scan -> scans.rows(scan);
      case Values none -> nothing(none);
      case FunctionScan scan -> sets.scan(scan);
      case ProjectSet set -> sets.project(set);
      case SetOp operation -> setOperation(operation);
      case CteScan scan -> commonTables.scan(scan);
      case WorkTableScan scan -> commonTables.workTable(scan);
      case RecursiveUnionRel union -> commonTables.recursive(union);
      case LockRowsRel lock -> modifications.lock(lock, needed);
      case InsertRel insert -> modifications.insert(insert);
      case UpdateRel update -> modifications.update(update);
      case DeleteRel delete -> modifications.delete(delete);
      default -> throw DatabaseException.unsupported(rel.getRelTypeName());
    };
  }

  private Built project(LogicalProject project, BitSet needed) {
    List<RexNode> wanted = new ArrayList<>();
    int[] places = new int[project.getProjects().size()];
    java.util.Arrays.fill(places, -1);
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      places[i] = wanted.size();
      wanted.add(project.getProjects().get(i));
    }
    RelNode input = project.getInput();
    Built child = build(input, Columns.of(wanted));
    List<Expression> built =
        expressions.buildAll(wanted, child.places(), input.getRowType().getFieldNames());
    Operator operator = estimated(new Project(child.operator(), built), child.rows());
    return new Built(operator, places, child.rows());
  }

  private Built filter(LogicalFilter filter, BitSet needed) {
    List<RexNode> conjuncts = Columns.conjuncts(filter.getCondition());
    RelNode input = filter.getInput();
    if (input instanceof RelationScan scan) {
      Built range = sorts.vectors().range(scan, conjuncts, needed);
      return range == null ? scans.relation(scan, conjuncts, needed) : range;
    }
    if (input instanceof VirtualScan scan) {
      return scans.virtual(scan, conjuncts, needed);
    }
    BitSet inputs = Columns.of(conjuncts);
    inputs.or(needed);
    Built child = build(input, inputs);
    Expression condition =
        expressions.build(
            filter.getCondition(), child.places(), input.getRowType().getFieldNames());
    double rows = child.rows() * Cardinality.selectivity(conjuncts);
    return new Built(
        estimated(new Filter(child.operator(), condition), rows), child.places(), rows);
  }

  private Built distinct(PgDistinct distinct, BitSet needed) {
    RelNode input = distinct.getInput();
    if (distinct.on() == null) {
      Operator child = exact(input);
      double rows = Math.max(1, child.estimate().rows() / 2);
      return new Built(
          estimated(new Distinct(child), rows), Built.identity(child.layout().width()), rows);
    }
    BitSet inputs = Columns.of(distinct.on());
    inputs.or(needed);
    Built child = build(input, inputs);
    List<Expression> keys =
        expressions.buildAll(
            distinct.on(), child.places(), input.getRowType().getFieldNames());
    double rows = Math.max(1, child.rows() / 2);
    return new Built(
        estimated(new DistinctOn(child.operator(), keys), rows), child.places(), rows);
  }

  /// What rules leave of a condition that is never true.
  private Built nothing(Values values) {
    if (!values.tuples.isEmpty()) {
      throw new IllegalStateException("rows of Calcite's own: " + values);
    }
    Operator operator = estimated(new NoRows(layout(values)), 0);
    return new Built(operator, Built.identity(values.getRowType().getFieldCount()), 0);
  }

  private Built setOperation(SetOp operation) {
    List<Operator> children = new ArrayList<>();
    double rows = 0;
    for (RelNode input : operation.getInputs()) {
      Operator child = exact(input);
      children.add(child);
      rows += child.estimate().rows();
    }
    Operator result =
        switch (operation.kind) {
          case UNION -> {
            Operator all = estimated(new UnionAll(children), rows);
            yield operation.all ? all : new Distinct(all);
          }
          case INTERSECT ->
              new SetOperation(
                  operation.all
                      ? SetOperation.Kind.INTERSECT_ALL
                      : SetOperation.Kind.INTERSECT,
                  children.get(0), children.get(1));
          default ->
              new SetOperation(
                  operation.all ? SetOperation.Kind.EXCEPT_ALL : SetOperation.Kind.EXCEPT,
                  children.get(0), children.get(1));
        };
    return new Built(
        estimated(result, rows), Built.identity(result.layout().width()), rows);
  }

  RowLayout layout(RelNode rel) {
    List<PgType> types = new ArrayList<>();
    for (RelDataTypeField field : rel.getRowType().getFieldList()) {
      types.add(PgRelType.of(field.getType()).type());
    }
    return new RowLayout(types);
  }

  /// Notes the expected rows for EXPLAIN, with a cost of one unit for each hundred rows handled.
  static <T extends Operator> T estimated(T operator, double rows) {
    double cost = rows * Cardinality.ROW_COST;
    for (Operator child : operator.children()) {
      cost += child.estimate().totalCost();
    }
    int width = 0;
    for (PgType type : operator.layout().types()) {
      width += type.info().length() > 0 ? type.info().length() : Cardinality.VARIABLE_WIDTH;
    }
    operator.estimate(new Estimate(0, cost, Math.max(0, Math.rint(rows)), width));
    return operator;
  }
}
