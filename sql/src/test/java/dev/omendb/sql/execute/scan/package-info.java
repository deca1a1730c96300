/// Tests of table and index scans.
@NullMarked
package dev.omendb.sql.execute.scan;

import org.jspecify.annotations.NullMarked;
