/// Runs text test files (`.slt`) against any server that speaks PostgreSQL's protocol and rewrites
/// their expectations from a real PostgreSQL. Imports `dev.omendb.compat.wire` and
/// `dev.omendb.compat.server`. Start with [SltMain]; the format is in `src/test/slt/README.md`.
@NullMarked
package dev.omendb.compat.slt;

import org.jspecify.annotations.NullMarked;
