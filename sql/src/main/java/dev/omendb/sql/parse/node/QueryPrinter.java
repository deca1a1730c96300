package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Prints query and data-changing nodes for [NodePrinter].
final class QueryPrinter {
  private final NodePrinter out;

  QueryPrinter(NodePrinter out) {
    this.out = out;
  }

  void query(QueryExpression query) {
    with(query.with);
    operand(query.body);
    clause(" ORDER BY ", query.orderBy);
    clause(" OFFSET ", query.offset);
    if (query.limit != null && query.withTies) {
      out.text(" FETCH FIRST (").with(query.limit).text(") ROWS WITH TIES");
    } else {
      clause(" LIMIT ", query.limit);
    }
    query.locks.forEach(this::lock);
  }

  private void operand(SqlNode body) {
    if (body instanceof QueryExpression nested) {
      out.text("(").with(nested).text(")");
    } else {
      out.node(body);
    }
  }

  void with(@Nullable WithClause with) {
    if (with != null) {
      out.text(with.recursive ? "WITH RECURSIVE " : "WITH ").list(with.tables).text(" ");
    }
  }

  void commonTable(CommonTable table) {
    out.text(NodePrinter.quoted(table.name));
    columns(table.columns);
    out.text(" AS ");
    if (table.materialized != null) {
      out.text(table.materialized ? "MATERIALIZED " : "NOT MATERIALIZED ");
    }
    out.text("(").with(table.statement).text(")");
  }

  void select(SelectBlock block) {
    out.text("SELECT");
    if (!block.distinctOn.isEmpty()) {
      out.text(" DISTINCT ON (").list(block.distinctOn).text(")");
    } else if (block.distinct) {
      out.text(" DISTINCT");
    }
    clause(" ", block.items);
    if (block.into != null) {
      out.text(" INTO ").name(block.into.name());
    }
    clause(" FROM ", block.from);
    clause(" WHERE ", block.where);
    clause(block.groupByDistinct ? " GROUP BY DISTINCT " : " GROUP BY ", block.groupBy);
    clause(" HAVING ", block.having);
    if (!block.windows.isEmpty()) {
      out.text(" WINDOW ");
      out.join(block.windows, ", ", this::namedWindow);
    }
  }

  private void namedWindow(WindowSpec spec) {
    out.text(NodePrinter.quoted(String.valueOf(spec.name))).text(" AS ").with(spec);
  }

  void window(WindowSpec spec) {
    if (!spec.inline) {
      out.text(NodePrinter.quoted(String.valueOf(spec.reference)));
      return;
    }
    out.text("(").text(spec.reference == null ? "" : NodePrinter.quoted(spec.reference));
    clause(" PARTITION BY ", spec.partitionBy);
    clause(" ORDER BY ", spec.orderBy);
    if (spec.frame != null) {
      out.text(" ").text(spec.frame.mode()).text(" BETWEEN ");
      bound(spec.frame.start());
      out.text(" AND ");
      bound(spec.frame.end());
      out.text(" EXCLUDE ").text(spec.frame.exclusion().name().replace('_', ' '));
    }
    out.text(")");
  }

  private void bound(WindowFrame.Bound bound) {
    if (bound.offset() != null) {
      out.with(bound.offset()).text(" ");
    }
    out.text(bound.kind().name().replace("OFFSET_", "").replace('_', ' '));
  }

  void item(SelectItem item) {
    out.node(item.expression);
    if (item.label != null) {
      out.text(" AS ").text(NodePrinter.quoted(item.label));
    }
  }

  void values(ValuesBlock values) {
    out.text("VALUES ");
    out.join(values.rows, ", ", row -> out.text("(").list(row).text(")"));
  }

  void setOperation(SetOperation operation) {
    side(operation.left);
    out.text(" ").text(operation.kind).text(operation.all ? " ALL " : " ");
    side(operation.right);
  }

  private void side(SqlNode side) {
    if (side instanceof SetOperation || side instanceof QueryExpression) {
      out.text("(").with(side).text(")");
    } else {
      out.node(side);
    }
  }

  void sortItem(SortItem item) {
    out.node(item.expression);
    if (item.operator != null) {
      out.text(" USING ").text(item.operator);
    }
    out.text(item.descending ? " DESC" : "");
    if (item.nullsFirst != null) {
      out.text(item.nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
  }

  void lock(RowLock lock) {
    out.text(" FOR ").text(lock.strength.name().replace('_', ' '));
    if (!lock.tables.isEmpty()) {
      out.text(" OF ").join(lock.tables, ", ", out::name);
    }
    out.text(
        switch (lock.wait) {
          case BLOCK -> "";
          case NOWAIT -> " NOWAIT";
          case SKIP_LOCKED -> " SKIP LOCKED";
        });
  }

  void table(TableReference reference) {
    out.text(reference.only ? "ONLY " : "").name(reference.name);
    alias(reference.alias);
  }

  void functionReference(FunctionReference reference) {
    out.text(reference.lateral ? "LATERAL " : "").with(reference.call);
    out.text(reference.ordinality ? " WITH ORDINALITY" : "");
    alias(reference.alias);
  }

  void subquery(SubqueryReference reference) {
    out.text(reference.lateral ? "LATERAL (" : "(").with(reference.query).text(")");
    alias(reference.alias);
  }

  void join(JoinReference join) {
    out.text("(").with(join.left).text(join.natural ? " NATURAL " : " ");
    out.text(join.kind).text(" JOIN ").with(join.right);
    clause(" ON ", join.condition);
    if (!join.using.isEmpty()) {
      out.text(" USING (").names(join.using).text(")");
      out.text(join.usingAlias == null ? "" : " AS " + NodePrinter.quoted(join.usingAlias));
    }
    out.text(")");
    alias(join.alias);
  }

  private void alias(@Nullable Alias alias) {
    if (alias == null) {
      return;
    }
    out.text(" AS ").text(alias.name() == null ? "" : NodePrinter.quoted(alias.name()));
    columns(alias.columns());
    if (!alias.definitions().isEmpty()) {
      out.text(" (").join(alias.definitions(), ", ", this::definition).text(")");
    }
  }

  private void definition(Alias.Definition definition) {
    out.text(NodePrinter.quoted(definition.name())).text(" ").with(definition.type());
  }

  void insert(InsertNode insert) {
    with(insert.with);
    out.text("INSERT INTO ").name(insert.table);
    out.text(insert.alias == null ? "" : " AS " + NodePrinter.quoted(insert.alias));
    if (!insert.columns.isEmpty()) {
      out.text(" (").join(insert.columns, ", ", this::target).text(")");
    }
    if (insert.overriding != InsertNode.Overriding.NONE) {
      out.text(" OVERRIDING ").text(insert.overriding).text(" VALUE");
    }
    out.text(" ");
    if (insert.source == null) {
      out.text("DEFAULT VALUES");
    } else {
      out.node(insert.source);
    }
    if (insert.onConflict != null) {
      out.text(" ").with(insert.onConflict);
    }
    clause(" RETURNING ", insert.returning);
  }

  private void target(ColumnTarget target) {
    out.text(NodePrinter.quoted(target.name())).indexes(target.subscripts());
    out.text(target.field() == null ? "" : "." + NodePrinter.quoted(target.field()));
  }

  void onConflict(OnConflict conflict) {
    out.text("ON CONFLICT");
    if (conflict.constraint != null) {
      out.text(" ON CONSTRAINT ").text(NodePrinter.quoted(conflict.constraint));
    } else if (!conflict.targets.isEmpty()) {
      out.text(" (").join(conflict.targets, ", ", key -> out.text(key.text())).text(")");
      clause(" WHERE ", conflict.targetWhere);
    }
    out.text(conflict.update ? " DO UPDATE" : " DO NOTHING");
    clause(" SET ", conflict.assignments);
    clause(" WHERE ", conflict.where);
  }

  void assignment(Assignment assignment) {
    out.text(assignment.multiple ? "(" : "").join(assignment.targets, ", ", this::target);
    out.text(assignment.multiple ? ")" : "").text(" = ").with(assignment.value);
  }

  void update(UpdateNode update) {
    with(update.with);
    out.text("UPDATE ").with(update.table);
    clause(" SET ", update.assignments);
    clause(" FROM ", update.from);
    clause(" WHERE ", update.where);
    clause(" RETURNING ", update.returning);
  }

  void delete(DeleteNode delete) {
    with(delete.with);
    out.text("DELETE FROM ").with(delete.table);
    clause(" USING ", delete.using);
    clause(" WHERE ", delete.where);
    clause(" RETURNING ", delete.returning);
  }

  private void columns(List<String> columns) {
    if (!columns.isEmpty()) {
      out.text(" (").names(columns).text(")");
    }
  }

  private void clause(String keyword, @Nullable SqlNode node) {
    if (node != null) {
      out.text(keyword).with(node);
    }
  }

  private void clause(String keyword, List<? extends SqlNode> nodes) {
    if (!nodes.isEmpty()) {
      out.text(keyword).list(nodes);
    }
  }
}
