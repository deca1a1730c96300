/// Changing rows: INSERT, UPDATE, DELETE, row locks, and the constraints they check. Imports
/// execute, execute.scan, expression, type and the engine. Start with [TargetTable], then [Insert].
@NullMarked
package dev.omendb.sql.execute.modify;

import org.jspecify.annotations.NullMarked;
