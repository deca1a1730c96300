/// Strings and raw bytes: text, varchar, char, name, "char", bytea, uuid. Imports type and
/// engine.column, engine.error. Start with [TextType].
@NullMarked
package dev.omendb.sql.type.text;

import org.jspecify.annotations.NullMarked;
