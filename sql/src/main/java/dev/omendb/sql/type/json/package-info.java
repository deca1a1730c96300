/// json and jsonb, with a parser, tree and printer of their own. Imports type, type.numeric,
/// engine.column, engine.error, engine.index. Start with [Json], the tree; [JsonParser] makes it
/// and [JsonWriter] prints it.
@NullMarked
package dev.omendb.sql.type.json;

import org.jspecify.annotations.NullMarked;
