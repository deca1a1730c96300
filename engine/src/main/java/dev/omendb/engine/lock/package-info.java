/// Who may touch what: locks on rows, tables and keys, and the search for deadlocks. Imports only
/// the error package. Start with [LockTable].
@NullMarked
package dev.omendb.engine.lock;

import org.jspecify.annotations.NullMarked;
