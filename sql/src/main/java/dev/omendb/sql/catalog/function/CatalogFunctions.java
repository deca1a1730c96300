package dev.omendb.sql.catalog.function;

import dev.omendb.sql.function.Implementations;

/// The list of themes of catalog functions.
public final class CatalogFunctions {
  private CatalogFunctions() {}

  public static void addTo(Implementations into) {
    VisibilityFunctions.addTo(into);
    NameFunctions.addTo(into);
    DefinitionFunctions.addTo(into);
    SignatureFunctions.addTo(into);
    DescriptionFunctions.addTo(into);
    RelationSizeFunctions.addTo(into);
    IndexPropertyFunctions.addTo(into);
    AccessListFunctions.addTo(into);
    PartitionFunctions.addTo(into);
    ServerFunctions.addTo(into);
    KeywordFunction.addTo(into);
  }
}
