/// Benchmarks that `omendb bench` runs. May import everything. Start with [Benchmarks].
@NullMarked
package dev.omendb.pgwire.bench;

import org.jspecify.annotations.NullMarked;
