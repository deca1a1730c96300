package dev.omendb.engine.index;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.kernels.ComputeEngine;
import java.util.List;

/// What an index needs from its surroundings, passed in.
///
/// @param keys one encoder for each key of a btree; empty for vector indexes
/// @param table the table indexed
/// @param compute kernels
public record IndexContext(
    CatalogObject.Table table, List<KeyEncoder> keys, ComputeEngine compute) {
  public IndexContext {
    keys = List.copyOf(keys);
  }
}
