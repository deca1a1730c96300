/// What extensions there are: names, versions and oids, no more. Imports nothing. Start with
/// [Extensions].
@NullMarked
package dev.omendb.sql.extension;

import org.jspecify.annotations.NullMarked;
