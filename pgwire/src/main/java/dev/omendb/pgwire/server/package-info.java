/// The server as a whole: options, its parts wired together, the listening socket, shutting down.
/// Imports everything. Start with [Server].
@NullMarked
package dev.omendb.pgwire.server;

import org.jspecify.annotations.NullMarked;
