/// COPY: the text, CSV and binary formats, read and written in chunks without an allocation for
/// each value. Imports session, plan, execute, type. Start with [CopyCommand], then [CopyLoader].
@NullMarked
package dev.omendb.sql.command.copy;

import org.jspecify.annotations.NullMarked;
