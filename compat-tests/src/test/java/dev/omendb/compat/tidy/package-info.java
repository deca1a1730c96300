/// Reads the project's own sources and holds them to its rules. Imports the JDK's compiler API.
/// Start with [dev.omendb.compat.tidy.TidyTest].
@NullMarked
package dev.omendb.compat.tidy;

import org.jspecify.annotations.NullMarked;
