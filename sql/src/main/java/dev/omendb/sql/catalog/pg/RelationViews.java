package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.storage.Sequences;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.catalog.definition.IndexText;
import dev.omendb.sql.catalog.definition.ShownText;
import java.util.Map;

/// The views over pg_class: pg_tables, pg_views, pg_indexes, pg_sequences, pg_rules.
final class RelationViews {
  private RelationViews() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_tables", RelationViews::writeTables);
    into.put("pg_views", RelationViews::writeViews);
    into.put("pg_indexes", RelationViews::writeIndexes);
    into.put("pg_sequences", RelationViews::writeSequences);
  }

  private static void writeTables(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'r') {
        rows.put("schemaname", view.schemaName(relation.schemaOid()))
            .put("tablename", relation.name())
            .put("tableowner", view.roleName(relation.ownerOid()))
            .put("hasindexes", !view.catalog().indexes(relation.oid()).isEmpty())
            .put("hasrules", false)
            .put("hastriggers", PgClass.hasForeignKeys(view, relation))
            .put("rowsecurity", false)
            .end();
      }
    }
  }

  private static void writeViews(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'v') {
        rows.put("schemaname", view.schemaName(relation.schemaOid()))
            .put("viewname", relation.name())
            .put("viewowner", view.roleName(relation.ownerOid()));
        if (relation.object() instanceof View stored) {
          rows.put("definition", definition(view, stored));
        }
        rows.end();
      }
    }
  }

  /// As pg_get_viewdef.
  static String definition(CatalogView view, View stored) {
    return " " + ShownText.of(view, stored.querySql()) + ";";
  }

  private static void writeIndexes(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.object() instanceof Index index) {
        rows.put("schemaname", view.schemaName(relation.schemaOid()))
            .put("tablename", view.relation(index.tableOid()).orElseThrow().name())
            .put("indexname", relation.name())
            .put("indexdef", IndexText.of(view, index, false))
            .end();
      }
    }
  }

  private static void writeSequences(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.object() instanceof Sequence sequence) {
        Sequences.State state = view.context().storage().sequences().state(sequence.oid());
        rows.put("schemaname", view.schemaName(relation.schemaOid()))
            .put("sequencename", relation.name())
            .put("sequenceowner", view.roleName(relation.ownerOid()))
            .put("data_type", sequence.typeOid())
            .put("start_value", sequence.start())
            .put("min_value", sequence.minimum())
            .put("max_value", sequence.maximum())
            .put("increment_by", sequence.increment())
            .put("cycle", sequence.cycle())
            .put("cache_size", sequence.cache())
            .put("last_value", state.isCalled() ? state.lastValue() : null)
            .end();
      }
    }
  }
}
