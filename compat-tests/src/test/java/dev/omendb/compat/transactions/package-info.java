/// Many clients at once: what each may see of the others' work. Imports `dev.omendb.compat.server`
/// and `dev.omendb.compat.wire`. Start with [TransfersTest].
@NullMarked
package dev.omendb.compat.transactions;

import org.jspecify.annotations.NullMarked;
