/// What exists: databases, schemas, tables, indexes, sequences, roles as immutable records. Imports
/// the column and error packages. Start with [Catalog].
@NullMarked
package dev.omendb.engine.catalog;

import org.jspecify.annotations.NullMarked;
