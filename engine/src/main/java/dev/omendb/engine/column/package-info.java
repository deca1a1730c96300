/// Columns of values in memory: the currency between storage and operators, about 1,024 rows at a
/// time. Imports only the error package. Start with [Column], then [Batch].
@NullMarked
package dev.omendb.engine.column;

import org.jspecify.annotations.NullMarked;
