package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.bind.BindContext;
import dev.omendb.sql.bind.ParameterTypes;
import dev.omendb.sql.bind.StatementBinder;
import dev.omendb.sql.execute.Execution;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.OutputColumn;
import dev.omendb.sql.execute.PlanInstance;
import dev.omendb.sql.execute.modify.TargetTable;
import dev.omendb.sql.execute.vector.FilterCache;
import dev.omendb.sql.execute.vector.SearchWorkers;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.Casts;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.physical.PhysicalBuilder;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.PgTypeFactory;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.StatementContext;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// From a parsed query or data change to a plan: bind, apply rules, choose operators. Stateless but
/// for what it was made with; shared by all sessions.
public final class QueryPlanner {
  /// pg_type.oid of boolean.
  private static final int BOOL = 16;

  private static final HepProgram NO_RULES = HepProgram.builder().build();

  /// The share of the heap that kept filters may take.
  private static final int FILTER_CACHE_SHARE = 64;

  private final SearchWorkers workers;
  private final FilterCache filterCache =
      new FilterCache(Runtime.getRuntime().maxMemory() / FILTER_CACHE_SHARE);
  private final PlanServices services;

  /// @param workers threads that help with large scans
  /// @param services foreign keys and index keys, made by the commands that define them
  public QueryPlanner(SearchWorkers workers, PlanServices services) {
    this.workers = workers;
    this.services = services;
  }

  /// A plan with what it was made for.
  ///
  /// @param written oids of the tables it may change
  /// @param decisive parameters, counted from 0, whose values may bring a better plan
  /// @param betterInPieces another plan is better when its rows are fetched in pieces
  public record Planned(
      PlanInstance plan,
      long catalogVersion,
      boolean reads,
      boolean isShort,
      List<Long> written,
      int[] decisive,
      boolean betterInPieces) {}

  public Planned plan(Session session, Statement statement, int[] parameterTypes) {
    return plan(session, statement, parameterTypes, Map.of(), false);
  }

  /// A plan for some values.
  ///
  /// @param known columns of one row, by the parameter, counted from 0, that has this value
  /// @param inPieces its rows are fetched in pieces, and perhaps not all of them
  Planned plan(
      Session session,
      Statement statement,
      int[] parameterTypes,
      Map<Integer, dev.omendb.engine.column.Column> known,
      boolean inPieces) {
    ParameterTypes parameters = new ParameterTypes(parameterTypes);
    BindContext context = bindContext(session, parameters);
    StatementBinder.Bound bound = new StatementBinder(context).bind(statement);
    int[] types = parameters.resolved();
    Execution execution = new Execution();
    double fetchedShare =
        inPieces ? session.settings().getDouble("cursor_tuple_fraction") : 1;
    PlanEnvironment environment = environment(session, fetchedShare);
    PhysicalBuilder builder =
        new PhysicalBuilder(
            environment, execution, LogicalRules::apply, context.rex()::newCorrelation);
    bound.modifying().forEach(builder::requireCommonTable);
    RelNode query = KnownParameters.replace(bound.query().rel(), known, context.rex());
    RelNode rel = LogicalRules.apply(query);
    Operator root = builder.buildRoot(rel, -1);
    List<OutputColumn> columns = new ArrayList<>();
    for (var column : bound.query().columns()) {
      columns.add(
          new OutputColumn(
              column.name(), column.type().type(), column.type().typmod(), column.tableOid(),
              column.attnum()));
    }
    List<PgType> parameterList =
        Arrays.stream(types).mapToObj(session.context()::type).toList();
    PlanInstance plan = new PlanInstance(root, columns, parameterList, execution);
    boolean reads = statement instanceof Statement.Query && bound.modifying().isEmpty();
    return new Planned(
        plan, context.catalog().version(), reads, ShortPlans.isShort(root, execution),
        WrittenTables.of(bound), execution.decisiveParameters(), execution.isBetterInPieces());
  }

  /// A binder for utility statements: types, names, single expressions.
  public StatementBinder binder(Session session, int[] parameterTypes) {
    return new StatementBinder(bindContext(session, new ParameterTypes(parameterTypes)));
  }

  /// Prepares for rows that a command brings to a table: COPY.
  ///
  /// @param brought which columns the rows have; the others get their defaults
  /// @param where which rows to keep, null for all
  public RowTarget rowTarget(
      Session session, Table table, Predicate<Column> brought, @Nullable SqlNode where) {
    StatementBinder binder = binder(session, new int[0]);
    PhysicalBuilder builder =
        new PhysicalBuilder(environment(session, 1), new Execution(), LogicalRules::apply);
    TargetTable target = builder.target(binder.target(table));
    List<RowTarget.Default> defaults = new ArrayList<>();
    for (Column column : table.columns()) {
      boolean stored = !column.dropped() && column.generated() == 0;
      RexNode value = stored && !brought.test(column) ? binder.defaultOf(table, column) : null;
      if (value != null) {
        defaults.add(
            new RowTarget.Default(column.attnum(), builder.constantExpression(value)));
      }
    }
    Expression condition =
        where == null ? null : builder.fullRowExpression(table, binder.copyWhere(table, where));
    return new RowTarget(target, defaults, condition);
  }

  /// Makes a bound expression over full rows of a table (one column for each of the table's,
  /// dropped ones included) executable.
  public Expression fullRowExpression(Session session, Table table, RexNode bound) {
    return expressionBuilder(session).fullRowExpression(table, bound);
  }

  /// Makes a bound expression without columns executable.
  public Expression constantExpression(Session session, RexNode bound) {
    return expressionBuilder(session).constantExpression(bound);
  }

  private PhysicalBuilder expressionBuilder(Session session) {
    return new PhysicalBuilder(environment(session, 1), new Execution(), LogicalRules::apply);
  }

  private BindContext bindContext(Session session, ParameterTypes parameters) {
    StatementContext context = session.context();
    PgTypeFactory factory = new PgTypeFactory(context.type(BOOL));
    PgRex rex = new PgRex(factory);
    RelOptCluster cluster = RelOptCluster.create(new HepPlanner(NO_RULES), rex.builder());
    return new BindContext(
        context.catalog(),
        context.databaseOid(),
        context.searchPathOids(),
        context.userName(),
        context.types(),
        Functions.standard(),
        Operators.standard(),
        Casts.standard(),
        session.database().systemTables(),
        context.format(),
        parameters,
        rex,
        cluster,
        (state, text) -> context.notice("WARNING", state, text));
  }

  private PlanEnvironment environment(Session session, double fetchedShare) {
    StatementContext context = session.context();
    return new PlanEnvironment(
        context.catalog(),
        context.types(),
        table -> estimatedRows(session, table),
        name -> session.settings().isOn(name),
        index -> services.indexKeys(session, index),
        index -> services.indexShape(session, index),
        table -> services.rules(session, table),
        workers,
        filterCache,
        context,
        new SettingsEffort(),
        fetchedShare);
  }

  private static double estimatedRows(Session session, Table table) {
    try (TableReader reader = session.context().transaction().read(table.oid())) {
      return reader.estimatedRows();
    } catch (DatabaseException e) {
      if (e.state() == SqlState.UNDEFINED_TABLE) {
        return 0;
      }
      throw e;
    }
  }
}
