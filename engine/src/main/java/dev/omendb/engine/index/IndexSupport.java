package dev.omendb.engine.index;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import java.util.Optional;

/// What storage asks of the layers above to maintain indexes.
public interface IndexSupport {
  /// A new computation of the index's keys. The encoding is asked for btree indexes only.
  IndexKeys keys(Catalog catalog, CatalogObject.Index definition);

  /// The engine behind an access method. `btree` is storage's own; an index of a method without an
  /// engine is a name in the catalog and nothing else.
  default Optional<IndexEngine> engine(String accessMethod) {
    return Optional.empty();
  }
}
