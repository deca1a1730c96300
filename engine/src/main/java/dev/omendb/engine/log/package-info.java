/// The write-ahead log: what was committed, in order, on disk before anyone is told. Imports error
/// and fs. Start with [CommitLog].
@NullMarked
package dev.omendb.engine.log;

import org.jspecify.annotations.NullMarked;
