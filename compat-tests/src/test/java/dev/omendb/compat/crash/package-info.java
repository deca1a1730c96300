/// Kills the server for real and looks at what is left. Imports `dev.omendb.compat.server`. Start
/// with [KillDuringCommitsTest].
@NullMarked
package dev.omendb.compat.crash;

import org.jspecify.annotations.NullMarked;
