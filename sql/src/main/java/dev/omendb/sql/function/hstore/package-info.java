/// The functions of extension hstore. Imports function, type and engine.column. Start with
/// [HstoreFunctions].
@NullMarked
package dev.omendb.sql.function.hstore;

import org.jspecify.annotations.NullMarked;
