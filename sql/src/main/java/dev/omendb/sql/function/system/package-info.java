/// Session, settings, sequences, advisory locks and server information. Imports function and the
/// engine's catalog and storage. Start with [SystemFunctions].
@NullMarked
package dev.omendb.sql.function.system;

import org.jspecify.annotations.NullMarked;
