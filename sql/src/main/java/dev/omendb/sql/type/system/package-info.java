/// Types the catalog needs: reg… types, pseudo-types, record, enums, xid8, pg_lsn, tid. Imports
/// type, type.numeric, engine.catalog, engine.column, engine.error. Start with [RegType].
@NullMarked
package dev.omendb.sql.type.system;

import org.jspecify.annotations.NullMarked;
