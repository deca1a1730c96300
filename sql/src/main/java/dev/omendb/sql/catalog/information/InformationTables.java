package dev.omendb.sql.catalog.information;

import dev.omendb.sql.catalog.CatalogRows;
import java.util.Map;

/// The list of information_schema's views that have rows.
public final class InformationTables {
  private InformationTables() {}

  public static void addTo(Map<String, CatalogRows> into) {
    RelationRows.addTo(into);
    ColumnRows.addTo(into);
    ConstraintRows.addTo(into);
    RoutineRows.addTo(into);
    ServerRows.addTo(into);
  }
}
