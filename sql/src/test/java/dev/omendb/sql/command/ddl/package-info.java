/// Tests of DDL in memory: [DdlDatabase] runs statements. Imports what it tests.
@NullMarked
package dev.omendb.sql.command.ddl;

import org.jspecify.annotations.NullMarked;
