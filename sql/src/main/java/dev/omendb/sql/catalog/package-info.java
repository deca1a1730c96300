/// The system catalogs: pg_catalog and information_schema as virtual tables. Imports function,
/// type, the engine's catalog. Start with [VirtualTable].
@NullMarked
package dev.omendb.sql.catalog;

import org.jspecify.annotations.NullMarked;
