package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.index.IndexBuilds;
import dev.omendb.engine.lock.LockSnapshot;
import dev.omendb.engine.lock.LockTarget;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.session.Cursor;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.PreparedStatement;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SessionActivity;
import dev.omendb.sql.session.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Views of what runs: sessions, locks, settings, prepared statements, cursors.
final class SessionViews {
  private static final long BLOCK_BYTES = 8192;

  private SessionViews() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_settings", SessionViews::writeSettings);
    into.put("pg_stat_activity", SessionViews::writeActivity);
    into.put("pg_stat_progress_create_index", SessionViews::writeIndexBuilds);
    into.put("pg_locks", SessionViews::writeLocks);
    into.put("pg_prepared_statements", SessionViews::writeStatements);
    into.put("pg_cursors", SessionViews::writeCursors);
  }

  private static Session session(CatalogView view) {
    return view.context().service(Session.class);
  }

  private static void writeSettings(CatalogView view, RowWriter rows) {
    Session session = session(view);
    for (Setting setting : session.settings().list().all()) {
      rows.put("name", setting.name())
          .put("setting", session.settings().get(setting.name()))
          .put("unit", setting.unit().isEmpty() ? null : setting.unit())
          .put("category", setting.category())
          .put("short_desc", setting.description())
          .put("extra_desc", setting.details().isEmpty() ? null : setting.details())
          .put("context", setting.context())
          .put("vartype", setting.kind())
          .put("source", session.settings().isExplicit(setting.name()) ? "session" : "default")
          .put("min_val", setting.minimum().isEmpty() ? null : setting.minimum())
          .put("max_val", setting.maximum().isEmpty() ? null : setting.maximum())
          .put("enumvals", setting.choices().isEmpty() ? null : setting.choices())
          .put("boot_val", setting.defaultValue())
          .put("reset_val", session.settings().resetValue(setting.name()))
          .put("pending_restart", false)
          .end();
    }
  }

  private static void writeActivity(CatalogView view, RowWriter rows) {
    for (Session session : session(view).database().sessions()) {
      SessionActivity activity = session.activity();
      rows.put("datid", session.identity().databaseOid())
          .put("datname", session.identity().databaseName())
          .put("pid", session.identity().backendId())
          .put("usename", session.identity().user())
          .put(
              "usesysid",
              view.catalog().role(session.identity().user()).map(r -> r.oid()).orElse(null))
          .put("application_name", session.settings().get("application_name"))
          .put("backend_start", activity.startMicros())
          .put("xact_start", session.transaction().active() ? activity.queryMicros() : null)
          .put("query_start", activity.queryMicros() == 0 ? null : activity.queryMicros())
          .put("state_change", activity.changeMicros())
          .put("state", activity.state(session.status()))
          .put("query", activity.query())
          .put("backend_type", "client backend")
          .end();
    }
  }

  /// Blocks are those of the table, as far as the rows are done.
  private static void writeIndexBuilds(CatalogView view, RowWriter rows) {
    for (IndexBuilds.Progress build : view.context().storage().indexBuilds().all()) {
      long blocks = view.context().storage().tableBytes(build.tableOid()) / BLOCK_BYTES + 1;
      boolean beside = view.catalog().find(build.indexOid()).isPresent();
      rows.put("pid", build.processId())
          .put("datid", view.context().databaseOid())
          .put("datname", session(view).identity().databaseName())
          .put("relid", build.tableOid())
          .put("index_relid", build.indexOid())
          .put("command", beside ? "CREATE INDEX CONCURRENTLY" : "CREATE INDEX")
          .put("phase", build.phase())
          .put("lockers_total", 0L)
          .put("lockers_done", 0L)
          .put("current_locker_pid", 0L)
          .put("blocks_total", build.rows() == 0 ? 0 : blocks)
          .put("blocks_done", build.rows() == 0 ? 0 : blocks * build.rowsDone() / build.rows())
          .put("tuples_total", build.rows())
          .put("tuples_done", build.rowsDone())
          .put("partitions_total", 0L)
          .put("partitions_done", 0L)
          .end();
    }
  }

  private static void writeLocks(CatalogView view, RowWriter rows) {
    long database = view.context().databaseOid();
    for (LockSnapshot lock : view.context().storage().locks().snapshot()) {
      switch (lock.target()) {
        case LockTarget.Relation relation ->
            rows.put("locktype", "relation")
                .put("database", database)
                .put("relation", relation.oid());
        case LockTarget.Row row ->
            rows.put("locktype", "tuple").put("database", database).put("relation", row.tableOid());
        case LockTarget.TransactionEnd end ->
            rows.put("locktype", "transactionid").put("transactionid", end.transactionId());
        case LockTarget.Advisory advisory ->
            rows.put("locktype", "advisory")
                .put("database", advisory.databaseOid())
                .put("classid", Integer.toUnsignedLong(advisory.classId()))
                .put("objid", Integer.toUnsignedLong(advisory.objectId()))
                .put("objsubid", advisory.subId());
        case LockTarget.Name _ -> rows.put("locktype", "object").put("database", database);
        case LockTarget.IndexKey key ->
            rows.put("locktype", "object")
                .put("database", database)
                .put("relation", key.indexOid());
      }
      rows.put("virtualtransaction", lock.processId() + "/" + lock.transactionId())
          .put("pid", lock.processId())
          .put("mode", lock.mode())
          .put("granted", lock.granted())
          .put("fastpath", false)
          .put(
              "waitstart",
              lock.granted() ? null : view.context().clockMicros() - lock.waitedNanos() / 1000)
          .end();
    }
  }

  private static void writeStatements(CatalogView view, RowWriter rows) {
    for (PreparedStatement statement : session(view).statements().all()) {
      if (!statement.name().isEmpty()) {
        rows.put("name", statement.name())
            .put("statement", statement.sql())
            .put("parameter_types", types(statement.parameterTypes()))
            .put("from_sql", statement.sql().regionMatches(true, 0, "PREPARE", 0, 7))
            .end();
      }
    }
  }

  private static List<Integer> types(int[] oids) {
    return new ArrayList<>(Arrays.stream(oids).boxed().toList());
  }

  private static void writeCursors(CatalogView view, RowWriter rows) {
    for (Portal portal : session(view).portals().all()) {
      Cursor cursor = portal.cursor();
      rows.put("name", portal.name())
          .put("statement", portal.statement().sql())
          .put("is_holdable", cursor != null && cursor.holdable())
          .put("is_binary", cursor != null && cursor.binary())
          .put("is_scrollable", cursor != null && cursor.scrollable())
          .end();
    }
  }
}
