/// The rows of pg_catalog's tables and views. Imports catalog, function and type, the engine's
/// catalog. Start with [PgTables].
@NullMarked
package dev.omendb.sql.catalog.pg;

import org.jspecify.annotations.NullMarked;
