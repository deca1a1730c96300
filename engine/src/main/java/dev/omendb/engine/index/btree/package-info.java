/// The parts of an ordered index: a tail in memory and sorted runs in files, both keyed by
/// order-preserving byte strings. Imports error and fs. Start with [KeyEntries], then [KeyTail] and
/// [KeyRun].
@NullMarked
package dev.omendb.engine.index.btree;

import org.jspecify.annotations.NullMarked;
