package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.bind.StoredExpressions;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Which columns of a table an expression kept as text reads.
final class ExpressionColumns {
  private ExpressionColumns() {}

  static Set<Integer> of(Table table, @Nullable String sql) {
    Set<Integer> attnums = new TreeSet<>();
    if (sql == null) {
      return attnums;
    }
    StoredExpressions.parse(sql)
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlIdentifier identifier) {
                table
                    .column(identifier.names.getLast())
                    .ifPresent(column -> attnums.add(column.attnum()));
                return null;
              }
            });
    return attnums;
  }

  /// Columns that an index's keys, included columns and predicate read.
  static Set<Integer> of(Table table, Index index) {
    Set<Integer> attnums = new TreeSet<>(index.includedAttnums());
    for (IndexKey key : index.keys()) {
      if (key.attnum() > 0) {
        attnums.add(key.attnum());
      } else {
        attnums.addAll(of(table, key.expressionSql()));
      }
    }
    attnums.addAll(of(table, index.predicateSql()));
    return attnums;
  }
}
