/// Vector indexes over the wire: recall, filters, freshness. Imports `dev.omendb.compat.server` and
/// `dev.omendb.compat.wire`. Start with [IndexRecallTest].
@NullMarked
package dev.omendb.compat.vectors;

import org.jspecify.annotations.NullMarked;
