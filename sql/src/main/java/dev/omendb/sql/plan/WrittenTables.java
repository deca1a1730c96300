package dev.omendb.sql.plan;

import dev.omendb.sql.bind.StatementBinder;
import dev.omendb.sql.plan.rel.CommonTableRel;
import dev.omendb.sql.plan.rel.DeleteRel;
import dev.omendb.sql.plan.rel.InsertRel;
import dev.omendb.sql.plan.rel.UpdateRel;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/// The tables a statement changes, which it locks before it begins.
final class WrittenTables {
  private WrittenTables() {}

  static List<Long> of(StatementBinder.Bound bound) {
    List<Long> oids = new ArrayList<>();
    add(bound.query().rel(), oids);
    for (CommonTableRel item : bound.modifying()) {
      add(item.query(), oids);
    }
    return List.copyOf(oids);
  }

  private static void add(RelNode rel, List<Long> oids) {
    switch (rel) {
      case InsertRel insert -> oids.add(insert.target().table().oid());
      case UpdateRel update -> oids.add(update.target().table().oid());
      case DeleteRel delete -> oids.add(delete.target().table().oid());
      default -> {}
    }
  }
}
