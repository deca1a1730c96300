/// DDL: statements that change the catalog, and what the catalog's objects mean to rows: index keys
/// and foreign keys. Imports bind, parse, session, execute.modify, function, type and the engine.
/// Start with [TableStatements], then [Ddl].
@NullMarked
package dev.omendb.sql.command.ddl;

import org.jspecify.annotations.NullMarked;
