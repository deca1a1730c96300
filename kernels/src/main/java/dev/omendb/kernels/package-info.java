/// Distance kernels: numbers only, no SQL, no files. May import nothing of OmenDB.
/// Start with [ComputeEngine].
@NullMarked
package dev.omendb.kernels;

import org.jspecify.annotations.NullMarked;
