package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.parse.node.CommonTable;
import dev.omendb.sql.parse.node.FunctionReference;
import dev.omendb.sql.parse.node.JoinReference;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.parse.node.SelectItem;
import dev.omendb.sql.parse.node.SubqueryReference;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Rewrites a view's query: relations get their schema, `*` becomes the columns there are now. For
/// one view.
final class ViewText {
  private final Ddl ddl;
  private final String sql;
  private final NameResolver names;
  private final TextEdits edits;
  private final Set<String> commonTables = new HashSet<>();
  private boolean temporary;

  ViewText(Ddl ddl, String sql) {
    this.ddl = ddl;
    this.sql = sql;
    this.names = new NameResolver(ddl.bindContext());
    this.edits = new TextEdits(sql, 1);
  }

  boolean readsTemporary() {
    return temporary;
  }

  String qualified() {
    QueryExpression query = ((Statement.Query) SqlParser.parse(sql)).query();
    query.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            if (call instanceof CommonTable table) {
              commonTables.add(table.name);
            }
            return super.visit(call);
          }
        });
    query.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            switch (call) {
              case TableReference reference -> qualify(reference);
              case SelectBlock block -> block.items.forEach(item -> expand(block, item));
              default -> {}
            }
            return super.visit(call);
          }
        });
    return edits.result();
  }

  private @Nullable CatalogObject relation(TableReference reference) {
    boolean common =
        reference.name.schema() == null && commonTables.contains(reference.name.name());
    return common ? null : names.relation(reference.name);
  }

  private void qualify(TableReference reference) {
    CatalogObject found = relation(reference);
    if (found == null) {
      return;
    }
    long schema = Relations.schemaOf(found);
    temporary |=
        ddl.catalog().find(Schema.class, schema).map(TemporarySchema::isTemporary).orElse(false);
    int from = edits.index(reference.name.position());
    edits.replace(
        from,
        edits.nameEnd(from, reference.name.parts().size()),
        TypeNames.quoteIdentifier(names.schemaName(schema))
            + "."
            + TypeNames.quoteIdentifier(reference.name.name()));
  }

  private void expand(SelectBlock block, SelectItem item) {
    if (!(item.expression instanceof SqlIdentifier star) || !star.isStar()) {
      return;
    }
    int from = edits.index(star.getParserPosition().getColumnNum());
    int end = starEnd(from, star.names.size());
    if (end < 0) {
      return;
    }
    List<String> columns = new ArrayList<>();
    boolean known = true;
    String wanted = star.names.size() > 1 ? star.names.get(star.names.size() - 2) : null;
    for (SqlNode source : block.from) {
      known &= add(source, wanted, columns);
    }
    if (known && !columns.isEmpty()) {
      edits.replace(from, end, String.join(", ", columns));
    }
  }

  /// The index behind the star, or -1 when none is written (`TABLE t`).
  private int starEnd(int from, int parts) {
    int at = from;
    for (int i = 1; i < parts; i++) {
      at = edits.partBegin(edits.identifierEnd(at));
    }
    return at < sql.length() && sql.charAt(at) == '*' ? at + 1 : -1;
  }

  /// Adds what a FROM item contributes to `*`, or to `wanted.*`. False when that is not known here.
  private boolean add(SqlNode source, @Nullable String wanted, List<String> columns) {
    return switch (source) {
      case TableReference reference -> addTable(reference, wanted, columns);
      case SubqueryReference reference -> addWhole(reference.alias, wanted, columns);
      case FunctionReference reference -> addWhole(reference.alias, wanted, columns);
      case JoinReference join -> {
        boolean plain = !join.natural && join.using.isEmpty() && join.alias == null;
        yield (plain || wanted != null)
            && add(join.left, wanted, columns)
            && add(join.right, wanted, columns);
      }
      default -> false;
    };
  }

  private boolean addWhole(
      @Nullable Alias alias, @Nullable String wanted, List<String> columns) {
    String name = alias == null ? null : alias.name();
    if (name == null) {
      return wanted != null;
    }
    if (wanted == null || wanted.equals(name)) {
      columns.add(TypeNames.quoteIdentifier(name) + ".*");
    }
    return true;
  }

  private boolean addTable(
      TableReference reference, @Nullable String wanted, List<String> columns) {
    Alias alias = reference.alias;
    String name = alias == null || alias.name() == null ? reference.name.name() : alias.name();
    if (wanted != null && !wanted.equals(name)) {
      return true;
    }
    String prefix = TypeNames.quoteIdentifier(name) + ".";
    List<Column> found =
        switch (relation(reference)) {
          case Table table -> table.columns();
          case View view -> view.columns();
          case null, default -> null;
        };
    if (found == null || alias != null && !alias.columns().isEmpty()) {
      columns.add(prefix + "*");
      return true;
    }
    for (Column column : found) {
      if (!column.dropped()) {
        columns.add(prefix + TypeNames.quoteIdentifier(column.name()));
      }
    }
    return true;
  }
}
