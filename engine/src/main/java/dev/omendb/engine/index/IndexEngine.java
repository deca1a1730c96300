package dev.omendb.engine.index;

import dev.omendb.engine.catalog.CatalogObject;

/// One access method: `btree`, `flat`, `hnsw`, `ivfflat`, … The storage engine drives the index
/// through [Index]; the SQL layer queries it through the reader a table reader hands out.
public interface IndexEngine {
  /// The name in pg_am.
  String accessMethod();

  /// Opens (or creates, when its files are absent) the index. Cheap: no rebuild.
  Index open(CatalogObject.Index definition, IndexContext context);
}
