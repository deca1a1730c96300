/// Reading tables, indexes, functions and the virtual tables of pg_catalog. Imports execute,
/// expression, function, type and the engine's readers. Start with [TableScan].
@NullMarked
package dev.omendb.sql.execute.scan;

import org.jspecify.annotations.NullMarked;
