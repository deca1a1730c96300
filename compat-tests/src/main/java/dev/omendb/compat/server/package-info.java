/// Starts servers as processes for tests: OmenDB from this project, and a real PostgreSQL found on
/// the machine. Imports `dev.omendb.compat.wire`. Start with [OmenServer].
@NullMarked
package dev.omendb.compat.server;

import org.jspecify.annotations.NullMarked;
