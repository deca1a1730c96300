/// What a connection does: statements, prepared statements, portals, transactions, settings.
/// Imports everything below it; nothing in the SQL module imports it. Start with [Session].
@NullMarked
package dev.omendb.sql.session;

import org.jspecify.annotations.NullMarked;
