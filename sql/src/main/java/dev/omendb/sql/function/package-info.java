/// Functions, operators, casts and aggregates: pg_proc, pg_operator, pg_cast as lists of records
/// with their implementations. Imports type and expression's context. Start with [Function], then
/// [Functions].
@NullMarked
package dev.omendb.sql.function;

import org.jspecify.annotations.NullMarked;
