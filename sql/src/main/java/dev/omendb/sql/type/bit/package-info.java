/// bit(n) and bit varying(n). Imports type and engine.column, engine.error, engine.index. Start
/// with [BitType]; `BitCodec` reads and writes the storage bytes.
@NullMarked
package dev.omendb.sql.type.bit;

import org.jspecify.annotations.NullMarked;
