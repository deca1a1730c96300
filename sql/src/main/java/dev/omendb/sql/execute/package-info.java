/// Physical operators: pull batches, push nothing. Imports expression, function, type and the
/// engine. Start with [Operator].
@NullMarked
package dev.omendb.sql.execute;

import org.jspecify.annotations.NullMarked;
