/// From SQL text to statements: PostgreSQL's lexer in front of a grammar generated from Calcite's.
/// Imports Calcite's sql package and dev.omendb.engine.error. Start with [SqlParser].
@NullMarked
package dev.omendb.sql.parse;

import org.jspecify.annotations.NullMarked;
