/// Access methods: the IndexEngine seam. Imports catalog, column, error, kernels. Start with
/// [IndexEngine].
@NullMarked
package dev.omendb.engine.index;

import org.jspecify.annotations.NullMarked;
