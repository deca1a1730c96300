package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// pg_index.
final class PgIndex {
  private PgIndex() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.object() instanceof Index index) {
        view.catalog()
            .find(Table.class, index.tableOid())
            .ifPresent(table -> write(view, table, index, rows));
      }
    }
  }

  private static void write(CatalogView view, Table table, Index index, RowWriter rows) {
    List<Integer> keys = new ArrayList<>(index.keys().stream().map(IndexKey::attnum).toList());
    keys.addAll(index.includedAttnums());
    rows.put("indexrelid", index.oid())
        .put("indrelid", index.tableOid())
        .put("indnatts", keys.size())
        .put("indnkeyatts", index.keys().size())
        .put("indisunique", index.unique())
        .put("indnullsnotdistinct", index.nullsNotDistinct())
        .put("indisprimary", index.primary())
        .put("indimmediate", !isDeferrable(table, index))
        .put("indisvalid", index.valid())
        .put("indisready", true)
        .put("indislive", true)
        .put("indkey", keys)
        .put("indcollation", index.keys().stream().map(k -> collation(view, k)).toList())
        .put("indclass", index.keys().stream().map(IndexKey::opclassOid).toList())
        .put("indoption", index.keys().stream().map(PgIndex::option).toList())
        .put("indexprs", expressions(index))
        .put("indpred", index.predicateSql())
        .end();
  }

  private static boolean isDeferrable(Table table, Index index) {
    return table.constraints().stream()
        .filter(c -> c.indexOid() == index.oid() && c.kind() != 'f')
        .anyMatch(Constraint::deferrable);
  }

  private static int collation(CatalogView view, IndexKey key) {
    return PgAttribute.collation(view.types().byOid((int) key.typeOid()).info());
  }

  /// Bit 0: DESC; bit 1: NULLS FIRST.
  private static int option(IndexKey key) {
    return (key.descending() ? 1 : 0) | (key.nullsFirst() ? 2 : 0);
  }

  private static @Nullable String expressions(Index index) {
    String all =
        index.keys().stream()
            .filter(k -> k.attnum() == 0)
            .map(k -> String.valueOf(k.expressionSql()))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? null : all;
  }
}
