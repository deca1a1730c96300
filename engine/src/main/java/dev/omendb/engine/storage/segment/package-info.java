/// Rows of one table in blocks of up to 256 k, stored by column: growing in memory (tail) or sealed
/// in a mapped file. Imports column, error and fs. Start with [Segment].
@NullMarked
package dev.omendb.engine.storage.segment;

import org.jspecify.annotations.NullMarked;
