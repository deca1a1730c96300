/// Functions of enum types. Imports function and type. Start with [EnumFunctions].
@NullMarked
package dev.omendb.sql.function.enums;

import org.jspecify.annotations.NullMarked;
