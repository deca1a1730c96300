package dev.omendb.engine.storage.table;

import dev.omendb.engine.index.btree.KeyEntries;

/// A part of an ordered index.
///
/// @param file name of the file that holds it, empty when it is only in memory
public record IndexPart(KeyEntries entries, String file) {
  public boolean isStored() {
    return !file.isEmpty();
  }

  /// Parts are the same or not; their content is not compared.
  @Override
  public boolean equals(Object other) {
    return other instanceof IndexPart part && part.entries == entries;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(entries);
  }
}
