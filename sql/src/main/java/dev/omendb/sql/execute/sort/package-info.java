/// Ordering rows: Sort, TopN and what window frames and ordered aggregates share with them. Imports
/// execute, expression and type. Start with [Sort].
@NullMarked
package dev.omendb.sql.execute.sort;

import org.jspecify.annotations.NullMarked;
