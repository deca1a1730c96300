/// A small synchronous client of PostgreSQL's wire protocol, independent of the server's code.
/// Imports only the JDK. Start with [WireConnection].
@NullMarked
package dev.omendb.compat.wire;

import org.jspecify.annotations.NullMarked;
