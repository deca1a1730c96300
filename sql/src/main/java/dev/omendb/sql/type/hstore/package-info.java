/// The type of extension hstore. Imports type and engine.column, engine.error. Start with
/// [HstoreType].
@NullMarked
package dev.omendb.sql.type.hstore;

import org.jspecify.annotations.NullMarked;
