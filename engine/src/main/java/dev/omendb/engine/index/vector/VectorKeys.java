package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import org.jspecify.annotations.Nullable;

/// Reads an index definition: supplied by the SQL layer, which knows types and operator classes.
@FunctionalInterface
public interface VectorKeys {
  /// What the index is over, or null when it cannot be searched: its columns have no dimensions, or
  /// its operator class no distance.
  @Nullable VectorKey of(CatalogObject.Index definition, CatalogObject.Table table);
}
