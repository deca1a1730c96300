package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.Scope.Source;
import dev.omendb.sql.parse.node.JoinReference;
import dev.omendb.sql.plan.rel.LateralJoin;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Joins: CROSS, ON, USING, NATURAL, and lateral ones.
final class JoinBinder {
  private final FromBinder from;
  private final Binders binders;
  private final PgRex rex;

  JoinBinder(FromBinder from) {
    this.from = from;
    this.binders = from.binders();
    this.rex = binders.context().rex();
  }

  Source cross(Source left, SqlNode right) {
    Correlation lateral = lateralTo(left);
    Source bound = from.bind(right, lateral);
    Scope scope = Scope.join(left.scope(), bound.scope(), left.width());
    return new Source(
        join(left, bound, JoinRelType.INNER, rex.builder().makeLiteral(true), lateral), scope);
  }

  Source bind(JoinReference node, @Nullable Correlation lateral) {
    Source left = from.bind(node.left, lateral);
    Correlation toLeft = lateralTo(left);
    Source right = from.bind(node.right, toLeft);
    Scope joined = Scope.join(left.scope(), right.scope(), left.width());
    List<String> using = node.natural ? commonColumns(left.scope(), right.scope()) : node.using;
    RexNode condition = rex.builder().makeLiteral(true);
    Scope scope = joined;
    if (!using.isEmpty()) {
      Scope rightMoved = right.scope().shifted(left.width());
      condition = usingCondition(using, left.scope(), rightMoved, node);
      scope = merge(using, left.scope(), rightMoved, joined, node);
    } else if (node.condition != null) {
      ExpressionBinder binder =
          new ExpressionBinder(binders, joined, from.outer(), List.of(), from.ctes());
      condition = binder.bindCondition(node.condition, Clause.JOIN);
    }
    RelNode rel = join(left, right, kind(node), condition, toLeft);
    return aliased(new Source(rel, scope), node);
  }

  /// `(a JOIN b …) AS x`: only x is visible.
  private Source aliased(Source source, JoinReference node) {
    if (node.alias == null) {
      return source;
    }
    String name = node.alias.name();
    List<ScopeColumn> columns = FromBinder.renamed(source.scope().visible(), node.alias, name);
    return new Source(
        source.rel(), Scope.of(new RangeEntry(name, null, columns, List.of(), null)));
  }

  private Correlation lateralTo(Source left) {
    return new Correlation(
        rex, new ExpressionBinder(binders, left.scope(), from.outer(), List.of(), from.ctes()));
  }

  private RelNode join(
      Source left,
      Source right,
      JoinRelType kind,
      RexNode condition,
      @Nullable Correlation lateral) {
    if (lateral != null && !lateral.arguments().isEmpty()) {
      return lateralJoin(left, right, kind, condition, lateral);
    }
    return LogicalJoin.create(
        left.rel(), right.rel(), List.of(), condition, Set.of(), kind);
  }

  private RelNode lateralJoin(
      Source left, Source right, JoinRelType kind, RexNode condition, Correlation lateral) {
    if (kind != JoinRelType.INNER && kind != JoinRelType.LEFT) {
      throw new DatabaseException(
              SqlState.INVALID_COLUMN_REFERENCE,
              "invalid reference to FROM-clause entry for a LATERAL item")
          .detail("The combining JOIN type must be INNER or LEFT for a LATERAL reference.");
    }
    return new LateralJoin(
        left.rel(), right.rel(), rowType(left, right), kind, lateral.id(), lateral.arguments(),
        condition);
  }

  private RelDataType rowType(Source left, Source right) {
    var builder = rex.types().builder();
    builder.addAll(left.rel().getRowType().getFieldList());
    builder.addAll(right.rel().getRowType().getFieldList());
    return builder.uniquify().build();
  }

  private static JoinRelType kind(JoinReference node) {
    return switch (node.kind) {
      case INNER, CROSS -> JoinRelType.INNER;
      case LEFT -> JoinRelType.LEFT;
      case RIGHT -> JoinRelType.RIGHT;
      case FULL -> JoinRelType.FULL;
    };
  }

  private static List<String> commonColumns(Scope left, Scope right) {
    Set<String> common = new LinkedHashSet<>();
    for (ScopeColumn column : left.visible()) {
      if (right.visible().stream().anyMatch(c -> c.name().equals(column.name()))) {
        common.add(column.name());
      }
    }
    return List.copyOf(common);
  }

  private RexNode usingCondition(
      List<String> using, Scope left, Scope right, JoinReference node) {
    List<RexNode> parts = new ArrayList<>();
    for (String name : using) {
      parts.add(
          binders
              .operators()
              .call(
                  null, "=", usingColumn(left, name, "left"), usingColumn(right, name, "right"),
                  node.position()));
    }
    return rex.and(parts);
  }

  private static RexNode usingColumn(Scope scope, String name, String side) {
    ScopeColumn found = null;
    for (ScopeColumn column : scope.visible()) {
      if (column.name().equals(name)) {
        if (found != null) {
          throw new DatabaseException(
              SqlState.AMBIGUOUS_COLUMN,
              "common column name \"%s\" appears more than once in %s table"
                  .formatted(name, side));
        }
        found = column;
      }
    }
    if (found == null) {
      throw new DatabaseException(
          SqlState.UNDEFINED_COLUMN,
          "column \"%s\" specified in USING clause does not exist in %s table"
              .formatted(name, side));
    }
    return found.expression();
  }

  /// The merged columns come first, once.
  private Scope merge(
      List<String> using, Scope left, Scope right, Scope joined, JoinReference node) {
    List<ScopeColumn> visible = new ArrayList<>();
    for (String name : using) {
      RexNode leftColumn = usingColumn(left, name, "left");
      RexNode rightColumn = usingColumn(right, name, "right");
      RexNode merged =
          switch (node.kind) {
            case INNER, CROSS, LEFT -> leftColumn;
            case RIGHT -> rightColumn;
            case FULL -> coalesce(leftColumn, rightColumn, node);
          };
      visible.add(new ScopeColumn(name, merged, 0, 0));
    }
    for (ScopeColumn column : joined.visible()) {
      if (!using.contains(column.name())) {
        visible.add(column);
      }
    }
    return new Scope(joined.entries(), visible);
  }

  private RexNode coalesce(RexNode left, RexNode right, JoinReference node) {
    List<RexNode> unified =
        binders.common().unify(List.of(left, right), "JOIN/USING", node.position());
    PgRelType type = binders.common().typeOf(unified);
    return rex.call(
        new PgOperator.Form(PgOperator.FormKind.COALESCE, null, -1), type, unified);
  }
}
