/// Drives a server through real sockets. Start with [WireClient].
@NullMarked
package dev.omendb.pgwire;

import org.jspecify.annotations.NullMarked;
