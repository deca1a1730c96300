/// Counters that survive crashes. Imports catalog, error and transaction. Start with
/// [LoggedSequences].
@NullMarked
package dev.omendb.engine.storage.sequence;

import org.jspecify.annotations.NullMarked;
