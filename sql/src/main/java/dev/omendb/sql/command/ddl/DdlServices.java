package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.plan.IndexShape;
import dev.omendb.sql.plan.PlanServices;
import dev.omendb.sql.session.Session;
import java.util.ArrayList;
import java.util.List;

/// What plans need from the objects DDL made.
public final class DdlServices implements PlanServices {
  private final SqlIndexSupport indexes;

  public DdlServices(SqlIndexSupport indexes) {
    this.indexes = indexes;
  }

  @Override
  public IndexKeys indexKeys(Session session, Index index) {
    return indexes.keys(session.context().catalog(), index);
  }

  @Override
  public IndexShape indexShape(Session session, Index index) {
    return indexes.shape(session.context().catalog(), index);
  }

  @Override
  public List<RowRule> rules(Session session, Table table) {
    List<RowRule> rules = new ArrayList<>(ForeignKeys.rules(session, table));
    for (Index index : session.context().catalog().indexes(table.oid())) {
      boolean ordered = index.accessMethod().equals("btree") || index.accessMethod().equals("hash");
      if (!ordered && index.keys().stream().anyMatch(key -> key.attnum() == 0)) {
        rules.add(new VectorKeyRule(indexKeys(session, index)));
      }
    }
    return rules;
  }
}
