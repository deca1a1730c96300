package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Cast.Context;
import dev.omendb.sql.parse.node.SetOperation;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// UNION, INTERSECT and EXCEPT: both sides brought to common column types.
final class SetOperationBinder {
  private final Binders binders;

  SetOperationBinder(Binders binders) {
    this.binders = binders;
  }

  BoundQuery bind(SetOperation node, BoundQuery left, BoundQuery right) {
    String name = node.kind.name();
    if (left.columns().size() != right.columns().size()) {
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR,
              "each %s query must have the same number of columns".formatted(name))
          .position(right.position(0, node.position()));
    }
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < left.columns().size(); i++) {
      PgRelType a = left.columns().get(i).type();
      PgRelType b = right.columns().get(i).type();
      PgType common =
          binders
              .common()
              .of(
                  List.of(a.type(), b.type()), name, right.position(i, node.position()));
      int typmod =
          a.type().oid() == b.type().oid() && a.typmod() == b.typmod() ? a.typmod() : -1;
      if (!node.all && !common.isHashable()) {
        throw new DatabaseException(
            SqlState.UNDEFINED_FUNCTION,
            "could not identify an equality operator for type " + common.displayName(-1));
      }
      columns.add(
          new OutputColumn(
              left.columns().get(i).name(), binders.context().relType(common, typmod), 0, 0));
    }
    List<RelNode> inputs =
        List.of(
            convertTo(left, columns, name, node.position()),
            convertTo(right, columns, name, node.position()));
    RelNode rel =
        switch (node.kind) {
          case UNION -> LogicalUnion.create(inputs, node.all);
          case INTERSECT -> LogicalIntersect.create(inputs, node.all);
          case EXCEPT -> LogicalMinus.create(inputs, node.all);
        };
    return new BoundQuery(rel, columns);
  }

  /// A query's rows with the columns' types converted. A literal that is still untyped is read as
  /// the column's type where it stands.
  RelNode convertTo(
      BoundQuery query, List<OutputColumn> columns, String construct, int position) {
    LogicalProject literals = literals(query);
    RelNode input = literals == null ? query.rel() : literals.getInput();
    List<RexNode> expressions = new ArrayList<>();
    boolean changed = literals != null;
    for (int i = 0; i < columns.size(); i++) {
      RexNode source =
          literals == null
              ? new RexInputRef(i, query.columns().get(i).type())
              : literals.getProjects().get(i);
      RexNode converted =
          binders
              .coercion()
              .convert(source, columns.get(i).type().type(), -1, Context.IMPLICIT);
      if (converted == null) {
        throw new DatabaseException(
                SqlState.CANNOT_COERCE,
                "%s could not convert type %s to %s"
                    .formatted(
                        construct, PgRex.typeOf(source).displayName(-1),
                        columns.get(i).type().type().displayName(-1)))
            .position(query.position(i, position));
      }
      changed |= converted != source;
      expressions.add(converted);
    }
    if (!changed) {
      return query.rel();
    }
    List<String> names = columns.stream().map(OutputColumn::name).toList();
    return LogicalProject.create(input, List.of(), expressions, names, Set.of());
  }

  /// The query's projection when it has untyped literals, else null.
  private static @Nullable LogicalProject literals(BoundQuery query) {
    if (query.rel() instanceof LogicalProject project) {
      for (RexNode expression : project.getProjects()) {
        if (Coercion.isUnknown(expression) && PgRex.constantOf(expression) != null) {
          return project;
        }
      }
    }
    return null;
  }
}
