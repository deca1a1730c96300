/// Functions and operators of json and jsonb. Imports function, type.json and type.array. Start
/// with [JsonFunctions].
@NullMarked
package dev.omendb.sql.function.json;

import org.jspecify.annotations.NullMarked;
