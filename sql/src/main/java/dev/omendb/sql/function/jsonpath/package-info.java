/// SQL/JSON path expressions. Imports function and type.json. Start with [JsonPath], then
/// [PathParser] and [PathEvaluation].
@NullMarked
package dev.omendb.sql.function.jsonpath;

import org.jspecify.annotations.NullMarked;
