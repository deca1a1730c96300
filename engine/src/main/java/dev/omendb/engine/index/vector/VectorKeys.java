package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;

/// Reads an index definition: supplied by the SQL layer, which knows types and operator classes.
@FunctionalInterface
public interface VectorKeys {
  /// What the index is over. Errors: XX000 for an operator class without a distance.
  VectorKey of(CatalogObject.Index definition, CatalogObject.Table table);
}
