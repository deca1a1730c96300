/// Vector index structures as images in memory: 1-bit RaBitQ codes in inverted lists, and a
/// mutable tail of the same codes. Numbers only: the engine owns files, visibility and threads.
/// May import `dev.omendb.kernels`. Start with [CodeSearch], then [IvfPart] and [IvfBuilder].
///
/// RaBitQ: Gao and Long, SIGMOD 2024, arXiv:2405.12497.
@NullMarked
package dev.omendb.kernels.rabitq;

import org.jspecify.annotations.NullMarked;
