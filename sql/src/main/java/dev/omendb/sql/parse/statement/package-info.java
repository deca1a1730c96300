/// Parsed statements: queries and data changes wrap a node tree, everything else is records.
/// Imports dev.omendb.sql.parse.node. Start with [Statement].
@NullMarked
package dev.omendb.sql.parse.statement;

import org.jspecify.annotations.NullMarked;
