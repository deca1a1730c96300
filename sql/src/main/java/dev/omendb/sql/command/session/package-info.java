/// Commands about the session itself: transactions, settings, prepared statements, cursors,
/// notifications, EXPLAIN, housekeeping. Imports session, parse, plan, execute and command.copy.
/// Start with [SessionCommands].
@NullMarked
package dev.omendb.sql.command.session;

import org.jspecify.annotations.NullMarked;
