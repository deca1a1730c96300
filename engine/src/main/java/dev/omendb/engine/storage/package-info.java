/// Tables, transactions and durability: the StorageEngine seam. Imports catalog, column, error,
/// index, lock. Start with [StorageEngine].
@NullMarked
package dev.omendb.engine.storage;

import org.jspecify.annotations.NullMarked;
