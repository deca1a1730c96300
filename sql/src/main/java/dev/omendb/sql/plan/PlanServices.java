package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.session.Session;
import java.util.List;

/// What plans need from the definitions that DDL made.
public interface PlanServices {
  /// A new computation of the index's keys over full rows, confined to one plan.
  IndexKeys indexKeys(Session session, Index index);

  /// The index's expressions, to compare a statement's with.
  IndexShape indexShape(Session session, Index index);

  /// What must happen when rows of the table change: foreign keys, either side.
  List<RowRule> rules(Session session, Table table);
}
