/// The one door to files: nothing else in OmenDB opens, maps, renames or deletes them. Imports only
/// the error package. Start with [FileSystem].
@NullMarked
package dev.omendb.engine.fs;

import org.jspecify.annotations.NullMarked;
