/// The one exception users see and its SQLSTATEs. Imports nothing. Start with [DatabaseException].
@NullMarked
package dev.omendb.engine.error;

import org.jspecify.annotations.NullMarked;
