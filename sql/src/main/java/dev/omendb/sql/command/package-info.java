/// Utility statements: what they have in common and who runs them. Imports session, parse and the
/// packages of its themes. Start with [CommandPlanner].
@NullMarked
package dev.omendb.sql.command;

import org.jspecify.annotations.NullMarked;
