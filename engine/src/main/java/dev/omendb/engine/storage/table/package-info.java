/// A table's committed segments, the writes one transaction adds to them, and the two read
/// together. Imports segment, catalog, column, index. Start with [TableStore], then [TableWrites].
@NullMarked
package dev.omendb.engine.storage.table;

import org.jspecify.annotations.NullMarked;
