/// Arrays of any type. Imports type, engine.column, engine.error, engine.index. Start with
/// [ArrayType], whose storage encoding [ArrayValue] reads and [ArrayBuilder] writes.
@NullMarked
package dev.omendb.sql.type.array;

import org.jspecify.annotations.NullMarked;
