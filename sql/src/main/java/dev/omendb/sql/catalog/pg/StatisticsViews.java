package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RelationSizes;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.session.Session;
import java.util.Map;

/// pg_stat_… and pg_statio_… views. What is not counted here is NULL.
final class StatisticsViews {
  private StatisticsViews() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_stat_all_tables", (view, rows) -> tables(view, rows, true, true));
    into.put("pg_stat_user_tables", (view, rows) -> tables(view, rows, true, false));
    into.put("pg_stat_sys_tables", (view, rows) -> tables(view, rows, false, true));
    into.put("pg_stat_all_indexes", StatisticsViews::indexes);
    into.put("pg_stat_user_indexes", StatisticsViews::indexes);
    into.put("pg_statio_all_tables", (view, rows) -> names(view, rows, 'r', true));
    into.put("pg_statio_user_tables", (view, rows) -> names(view, rows, 'r', false));
    into.put("pg_statio_all_sequences", (view, rows) -> names(view, rows, 'S', true));
    into.put("pg_statio_user_sequences", (view, rows) -> names(view, rows, 'S', false));
    into.put("pg_statio_all_indexes", StatisticsViews::indexes);
    into.put("pg_statio_user_indexes", StatisticsViews::indexes);
    into.put("pg_stat_database", StatisticsViews::databases);
  }

  private static void tables(CatalogView view, RowWriter rows, boolean user, boolean system) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'r' && (relation.isSystem() ? system : user)) {
        rows.put("relid", relation.oid())
            .put("schemaname", view.schemaName(relation.schemaOid()))
            .put("relname", relation.name());
        if (relation.object() instanceof Table) {
          rows.put("n_live_tup", RelationSizes.rows(view, relation));
        }
        rows.end();
      }
    }
  }

  private static void names(CatalogView view, RowWriter rows, char kind, boolean system) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == kind && (system || !relation.isSystem())) {
        rows.put("relid", relation.oid())
            .put("schemaname", view.schemaName(relation.schemaOid()))
            .put("relname", relation.name())
            .end();
      }
    }
  }

  private static void indexes(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.object() instanceof Index index) {
        rows.put("relid", index.tableOid())
            .put("indexrelid", index.oid())
            .put("schemaname", view.schemaName(relation.schemaOid()))
            .put("relname", view.relation(index.tableOid()).orElseThrow().name())
            .put("indexrelname", index.name())
            .end();
      }
    }
  }

  private static void databases(CatalogView view, RowWriter rows) {
    for (Database database : view.catalog().all(Database.class)) {
      int sessions = 0;
      for (Session session : view.context().service(Session.class).database().sessions()) {
        sessions += session.identity().databaseOid() == database.oid() ? 1 : 0;
      }
      rows.put("datid", database.oid())
          .put("datname", database.name())
          .put("numbackends", sessions)
          .end();
    }
  }
}
