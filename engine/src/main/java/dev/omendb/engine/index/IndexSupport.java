package dev.omendb.engine.index;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;

/// What storage asks of the SQL layer to maintain indexes.
public interface IndexSupport {
  /// A new computation of the index's keys.
  IndexKeys keys(Catalog catalog, CatalogObject.Index definition);
}
