/// The same random statements against OmenDB and a real PostgreSQL on this machine. Imports
/// `dev.omendb.compat.server` and `dev.omendb.compat.wire`. Start with [RandomQueriesTest].
@NullMarked
package dev.omendb.compat.differential;

import org.jspecify.annotations.NullMarked;
