/// Joining rows: by hash, by nested loops, and by running a plan again for each row. Imports
/// execute, expression and type. Start with [JoinKind], then [PairJoin].
@NullMarked
package dev.omendb.sql.execute.join;

import org.jspecify.annotations.NullMarked;
