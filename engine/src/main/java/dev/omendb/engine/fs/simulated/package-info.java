/// File systems for tests that need a disk to misbehave on demand. Imports fs and error. Start with
/// [CrashableFileSystem].
@NullMarked
package dev.omendb.engine.fs.simulated;

import org.jspecify.annotations.NullMarked;
