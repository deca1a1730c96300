/// Commands about the session itself: transactions, settings, prepared statements, cursors,
/// housekeeping. Imports session, parse, plan. Start with [SessionCommands].
@NullMarked
package dev.omendb.sql.command.session;

import org.jspecify.annotations.NullMarked;
