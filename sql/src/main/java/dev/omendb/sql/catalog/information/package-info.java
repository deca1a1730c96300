/// The rows of information_schema's views. Imports catalog, function and type, the engine's
/// catalog. Start with [InformationTables].
@NullMarked
package dev.omendb.sql.catalog.information;

import org.jspecify.annotations.NullMarked;
