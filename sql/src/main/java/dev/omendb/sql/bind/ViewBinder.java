package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;

/// Expands a view into its query, bound with the names that were visible at CREATE VIEW: the text
/// is stored with every relation qualified.
final class ViewBinder {
  private final Binders binders;
  private final QueryBinder queries;

  ViewBinder(Binders binders, QueryBinder queries) {
    this.binders = binders;
    this.queries = queries;
  }

  BoundQuery bind(CatalogObject.View view) {
    queries.enterView(view.name());
    Statement.Query query = (Statement.Query) SqlParser.parse(view.querySql());
    BoundQuery bound =
        new QueryBinder(binders, null, CteScope.EMPTY, queries.depth() + 1).bind(query.query());
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < bound.columns().size(); i++) {
      OutputColumn column = bound.columns().get(i);
      columns.add(
          new OutputColumn(view.columns().get(i).name(), column.type(), view.oid(), i + 1));
    }
    return new BoundQuery(bound.rel(), columns);
  }
}
