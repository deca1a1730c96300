package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.Scope.Source;
import dev.omendb.sql.catalog.VirtualTable;
import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.parse.node.FunctionReference;
import dev.omendb.sql.parse.node.JoinReference;
import dev.omendb.sql.parse.node.SubqueryReference;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.plan.rel.CteScan;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rel.VirtualScan;
import dev.omendb.sql.plan.rel.WorkTableScan;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// The items of FROM: tables, views, WITH items, subqueries; joins and functions are bound by
/// [JoinBinder] and [FunctionFromBinder].
final class FromBinder {
  /// pg_type.oid of oid, tid, xid and int8.
  private static final int OID = 26;

  private static final int TID = 27;
  private static final int INT8 = 20;

  private final Binders binders;
  private final BindContext context;
  private final @Nullable Correlation outer;
  private final CteScope ctes;
  private final QueryBinder queries;

  FromBinder(
      Binders binders, @Nullable Correlation outer, CteScope ctes, QueryBinder queries) {
    this.binders = binders;
    this.context = binders.context();
    this.outer = outer;
    this.ctes = ctes;
    this.queries = queries;
  }

  Binders binders() {
    return binders;
  }

  @Nullable Correlation outer() {
    return outer;
  }

  CteScope ctes() {
    return ctes;
  }

  /// The comma list: a cross join, later items laterally seeing earlier ones.
  Source bind(List<SqlNode> from) {
    Source result = null;
    JoinBinder joins = new JoinBinder(this);
    for (SqlNode item : from) {
      result = result == null ? bind(item, null) : joins.cross(result, item);
    }
    return result == null ? new Source(queries.oneRow(), Scope.EMPTY) : result;
  }

  /// One item; `lateral` is the correlation to the items before it, null when it cannot see them.
  Source bind(SqlNode item, @Nullable Correlation lateral) {
    try {
      return switch (item) {
        case TableReference table -> table(table);
        case SubqueryReference subquery -> subquery(subquery, lateral);
        case FunctionReference function -> new FunctionFromBinder(this).bind(function, lateral);
        case JoinReference join -> new JoinBinder(this).bind(join, lateral);
        default -> throw DatabaseException.unsupported(item.getClass().getSimpleName());
      };
    } catch (DatabaseException e) {
      throw e.position(ExpressionBinder.position(item));
    }
  }

  private Source table(TableReference node) {
    if (node.name.schema() == null) {
      CteScope.Item item = ctes.find(node.name.name());
      if (item != null) {
        return cte(item, node);
      }
    }
    CatalogObject object = binders.names().relation(node.name);
    if (object instanceof Table table) {
      return stored(table, node.alias, node.name.schema());
    }
    if (object instanceof CatalogObject.View view) {
      return view(view, node);
    }
    if (object instanceof CatalogObject.Sequence sequence) {
      return new SequenceFromBinder(context).bind(sequence, node.alias);
    }
    if (object != null) {
      throw new DatabaseException(
          SqlState.WRONG_OBJECT_TYPE, "cannot open relation \"" + node.name.name() + "\"");
    }
    VirtualTable system = binders.names().systemTable(node.name);
    if (system != null) {
      return virtual(system, node);
    }
    throw binders.names().undefinedTable(node.name);
  }

  /// A stored table with all its columns, then tableoid, ctid and the hidden row id.
  Source stored(Table table, @Nullable Alias alias, @Nullable String schema) {
    List<Integer> attnums = new ArrayList<>();
    List<ScopeColumn> columns = new ArrayList<>();
    List<ScopeColumn> system = new ArrayList<>();
    RelDataType rowType = storedRowType(table, attnums, columns, system);
    RelNode scan =
        new RelationScan(
            context.cluster(), rowType, table, attnums, context.rex().newCorrelation());
    String name = alias == null || alias.name() == null ? table.name() : alias.name();
    String schemaName =
        alias == null ? binders.names().schemaName(table.schemaOid()) : null;
    RangeEntry entry =
        new RangeEntry(
            name, schemaName, renamed(columns, alias, name), system, table);
    return new Source(scan, Scope.of(entry));
  }

  private RelDataType storedRowType(
      Table table,
      List<Integer> attnums,
      List<ScopeColumn> columns,
      List<ScopeColumn> system) {
    var builder = context.rex().types().builder();
    for (Column column : table.columns()) {
      if (!column.dropped()) {
        PgRelType type = context.relType(context.type((int) column.typeOid()), column.typmod());
        columns.add(
            new ScopeColumn(
                column.name(), new RexInputRef(attnums.size(), type), table.oid(),
                column.attnum()));
        attnums.add(column.attnum());
        builder.add(column.name(), type);
      }
    }
    systemColumn(table, "tableoid", RelationScan.TABLEOID, OID, attnums, system, builder);
    systemColumn(table, "ctid", RelationScan.CTID, TID, attnums, system, builder);
    systemColumn(table, QueryBinder.ROW_ID, RelationScan.ROW_ID, INT8, attnums, system, builder);
    return builder.uniquify().build();
  }

  private void systemColumn(
      Table table,
      String name,
      int attnum,
      int typeOid,
      List<Integer> attnums,
      List<ScopeColumn> system,
      org.apache.calcite.rel.type.RelDataTypeFactory.Builder builder) {
    if (context.types().find(typeOid).isEmpty()) {
      return;
    }
    PgRelType type = context.relType(typeOid);
    system.add(
        new ScopeColumn(name, new RexInputRef(attnums.size(), type), table.oid(), attnum));
    attnums.add(attnum);
    builder.add(name, type);
  }

  private Source cte(CteScope.Item item, TableReference node) {
    return switch (item) {
      case CteScope.Item.Shared shared ->
          named(
              new CteScan(
                  context.cluster(), shared.table().rowType(), shared.table(),
                  context.rex().newCorrelation()),
              shared.columns(), node.alias, shared.name(), null);
      case CteScope.Item.Recursive recursive ->
          named(
              new WorkTableScan(context.cluster(), recursive.rowType(), recursive.recursion()),
              recursive.columns(), node.alias, recursive.name(), null);
      case CteScope.Item.Inlined inlined -> {
        BoundQuery query =
            new QueryBinder(binders, outer, inlined.visible()).bind(inlined.query());
        List<OutputColumn> columns =
            WithBinder.renamed(query.columns(), inlined.aliases(), inlined.name());
        yield named(query.rel(), columns, node.alias, inlined.name(), null);
      }
    };
  }

  private Source view(CatalogObject.View view, TableReference node) {
    BoundQuery query = new ViewBinder(binders, queries).bind(view);
    return named(query.rel(), query.columns(), node.alias, view.name(), null);
  }

  private Source virtual(VirtualTable table, TableReference node) {
    var builder = context.rex().types().builder();
    List<ScopeColumn> columns = new ArrayList<>();
    int attnum = 0;
    for (VirtualTable.VirtualColumn column : table.columns()) {
      PgRelType type = context.relType(column.typeOid());
      columns.add(
          new ScopeColumn(
              column.name(), new RexInputRef(attnum, type), table.oid(), attnum + 1));
      builder.add(column.name(), type);
      attnum++;
    }
    PgRelType oid = context.relType(OID);
    builder.add("tableoid", oid);
    ScopeColumn tableOid = new ScopeColumn("tableoid", new RexInputRef(attnum, oid), 0, -6);
    RelNode scan =
        new VirtualScan(
            context.cluster(), builder.uniquify().build(), table, context.rex().newCorrelation());
    String name =
        node.alias == null || node.alias.name() == null ? table.name() : node.alias.name();
    RangeEntry entry =
        new RangeEntry(
            name, node.alias == null ? table.schema() : null,
            renamed(columns, node.alias, name), List.of(tableOid), null);
    return new Source(scan, Scope.of(entry));
  }

  private Source subquery(SubqueryReference node, @Nullable Correlation lateral) {
    Correlation visible = node.lateral && lateral != null ? lateral : outer;
    BoundQuery query = new QueryBinder(binders, visible, ctes).bind(node.query);
    return named(query.rel(), query.columns(), node.alias, "unnamed_subquery", null);
  }

  /// A relation under an alias.
  Source named(
      RelNode rel,
      List<OutputColumn> output,
      @Nullable Alias alias,
      String defaultName,
      @Nullable String schema) {
    List<ScopeColumn> columns = new ArrayList<>();
    for (int i = 0; i < output.size(); i++) {
      OutputColumn column = output.get(i);
      columns.add(
          new ScopeColumn(
              column.name(), new RexInputRef(i, column.type()), column.tableOid(),
              column.attnum()));
    }
    String name = alias == null || alias.name() == null ? defaultName : alias.name();
    return new Source(
        rel,
        Scope.of(new RangeEntry(name, schema, renamed(columns, alias, name), List.of(), null)));
  }

  /// Errors: 42P10 `table "t" has 2 columns available but 3 columns specified`.
  static List<ScopeColumn> renamed(
      List<ScopeColumn> columns, @Nullable Alias alias, String table) {
    if (alias == null || alias.columns().isEmpty()) {
      return columns;
    }
    if (alias.columns().size() > columns.size()) {
      throw new DatabaseException(
          SqlState.INVALID_COLUMN_REFERENCE,
          "table \"%s\" has %d columns available but %d columns specified"
              .formatted(table, columns.size(), alias.columns().size()));
    }
    List<ScopeColumn> renamed = new ArrayList<>(columns);
    for (int i = 0; i < alias.columns().size(); i++) {
      ScopeColumn c = columns.get(i);
      renamed.set(
          i, new ScopeColumn(alias.columns().get(i), c.expression(), c.tableOid(), c.attnum()));
    }
    return renamed;
  }
}
