/// What is live on disk: the manifest, and the files a checkpoint writes before it. Imports table,
/// segment, catalog, fs. Start with [Manifest], then [CheckpointWriter].
@NullMarked
package dev.omendb.engine.storage.checkpoint;

import org.jspecify.annotations.NullMarked;
