/// SQL types: text and binary input and output, order, hashing, storage encoding. Imports engine.column, engine.error, engine.index, kernels. Start with [PgType], then [Types].
@NullMarked
package dev.omendb.sql.type;

import org.jspecify.annotations.NullMarked;
