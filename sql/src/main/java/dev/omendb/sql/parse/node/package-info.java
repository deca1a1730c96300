/// The nodes of a parsed query or expression; see [PgNode]. Imports Calcite's sql package and the
/// way identifiers are written. Start with [PgNode], then [QueryExpression] and [SelectBlock], then
/// [OperatorCall].
@NullMarked
package dev.omendb.sql.parse.node;

import org.jspecify.annotations.NullMarked;
