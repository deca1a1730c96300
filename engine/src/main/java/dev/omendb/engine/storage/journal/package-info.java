/// Commits as log records: encoding, reading back, replay. Imports transaction, segment, table,
/// catalog, log. Start with [LogJournal].
@NullMarked
package dev.omendb.engine.storage.journal;

import org.jspecify.annotations.NullMarked;
