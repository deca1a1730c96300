package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.parse.node.DeleteNode;
import dev.omendb.sql.parse.node.InsertNode;
import dev.omendb.sql.parse.node.SelectItem;
import dev.omendb.sql.parse.node.UpdateNode;
import dev.omendb.sql.parse.node.WithClause;
import dev.omendb.sql.plan.rel.CommonTableRel;
import dev.omendb.sql.plan.rel.ModifyTarget;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// What INSERT, UPDATE and DELETE share; each has a binder of its own.
final class ModifyBinder {
  private final Binders binders;
  private final BindContext context;
  private final List<CommonTableRel> modifying = new ArrayList<>();
  private CteScope ctes;

  ModifyBinder(Binders binders, CteScope ctes) {
    this.binders = binders;
    this.context = binders.context();
    this.ctes = ctes;
  }

  Binders binders() {
    return binders;
  }

  CteScope ctes() {
    return ctes;
  }

  /// WITH items of the statement that write.
  List<CommonTableRel> modifying() {
    return modifying;
  }

  BoundQuery bind(SqlNode statement) {
    return switch (statement) {
      case InsertNode insert -> {
        enter(insert.with, insert);
        yield new InsertBinder(this).bind(insert);
      }
      case UpdateNode update -> {
        enter(update.with, update);
        yield new UpdateBinder(this).bind(update);
      }
      case DeleteNode delete -> {
        enter(delete.with, delete);
        yield new DeleteBinder(this).bind(delete);
      }
      default -> throw new IllegalArgumentException(statement.getClass().getName());
    };
  }

  private void enter(@Nullable WithClause with, SqlNode user) {
    if (with != null) {
      WithBinder items = new WithBinder(binders, null);
      ctes = items.bind(with, ctes, user);
      modifying.addAll(items.modifying());
    }
  }

  ModifyTarget target(Table table) {
    StoredExpressions stored = new StoredExpressions(binders);
    List<ModifyTarget.Check> checks = new ArrayList<>();
    table.constraints().stream()
        .filter(c -> c.kind() == 'c')
        .sorted(Comparator.comparing(Constraint::name))
        .forEach(
            c ->
                checks.add(
                    new ModifyTarget.Check(
                        c.name(),
                        stored.conditionOverTable(table, c.checkSql(), Clause.CHECK))));
    List<ModifyTarget.Assigned> generated = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.generated() != 0 && !column.dropped()) {
        generated.add(
            new ModifyTarget.Assigned(
                column.attnum(),
                binders
                    .coercion()
                    .assignment(
                        stored.overTable(table, column.defaultSql(), Clause.GENERATED),
                        type(column), column.name(), 0)));
      }
    }
    return new ModifyTarget(
        table, binders.names().schemaName(table.schemaOid()), checks, generated);
  }

  PgRelType type(Column column) {
    return context.relType(context.type((int) column.typeOid()), column.typmod());
  }

  /// The RETURNING list over a scope.
  SelectList returning(List<SelectItem> items, Scope scope) {
    ExpressionBinder binder =
        new ExpressionBinder(binders, scope, null, List.of(), ctes);
    SelectList list = new SelectList(binder, false).returning();
    list.bind(items);
    return list;
  }

  RelDataType rowType(SelectList returning) {
    var builder = context.rex().types().builder();
    for (OutputColumn column : returning.columns()) {
      builder.add(column.name(), column.type());
    }
    return builder.uniquify().build();
  }
}
