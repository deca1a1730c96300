/// The command line: starts the server, runs benchmarks. Imports everything. Start with [Main].
@NullMarked
package dev.omendb.pgwire;

import org.jspecify.annotations.NullMarked;
