package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RowWriter;

/// pg_sequence; pg_rewrite, where each view has its rule.
final class PgSequence {
  private PgSequence() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.object() instanceof Sequence sequence) {
        rows.put("seqrelid", sequence.oid())
            .put("seqtypid", sequence.typeOid())
            .put("seqstart", sequence.start())
            .put("seqincrement", sequence.increment())
            .put("seqmax", sequence.maximum())
            .put("seqmin", sequence.minimum())
            .put("seqcache", sequence.cache())
            .put("seqcycle", sequence.cycle())
            .end();
      }
    }
  }

  /// The rule of a view has no number of its own.
  static long ruleOid(long viewOid) {
    return 0x8000_0000L | viewOid;
  }

  static void writeRules(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'v' && !relation.isSystem()) {
        rows.put("oid", ruleOid(relation.oid()))
            .put("rulename", "_RETURN")
            .put("ev_class", relation.oid())
            .put("ev_type", "1")
            .put("ev_enabled", "O")
            .put("is_instead", true)
            .put("ev_qual", "<>")
            .put("ev_action", "<>")
            .end();
      }
    }
  }
}
