/// SQL types: text and binary input and output, order, hashing, storage encoding. Imports
/// engine.catalog, engine.column, engine.error, engine.index. Start with [PgType], then [Types];
/// sub-packages hold the types by family, each with the codec of its storage bytes:
/// `numeric.Numeric`, `array.ArrayValue` and `array.ArrayBuilder`, `vector.VectorCodec`,
/// `datetime.DateTimes` and `datetime.Interval`, `json.Json`.
@NullMarked
package dev.omendb.sql.type;

import org.jspecify.annotations.NullMarked;
