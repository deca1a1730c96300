/// Functions over the catalog: names and definitions of objects, visibility, sizes, reg… types.
/// Imports catalog, function and type, the engine's catalog. Start with [CatalogFunctions].
@NullMarked
package dev.omendb.sql.catalog.function;

import org.jspecify.annotations.NullMarked;
