/// Transactions over tables: private writes, snapshots, locks, and the one queue through which
/// commits are logged and applied. Imports table, segment, catalog, index, lock. Start with
/// [VersionedStore], then [StorageTransaction].
@NullMarked
package dev.omendb.engine.storage.transaction;

import org.jspecify.annotations.NullMarked;
