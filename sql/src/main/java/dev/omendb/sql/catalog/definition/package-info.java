/// Definitions of objects as SQL, as pg_get_indexdef and its like print them. Imports catalog,
/// function and type, the engine's catalog. Start with [IndexText].
@NullMarked
package dev.omendb.sql.catalog.definition;

import org.jspecify.annotations.NullMarked;
