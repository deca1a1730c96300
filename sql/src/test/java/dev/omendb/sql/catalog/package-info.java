/// Tests of the system catalogs over a database in memory. Imports command's test database.
@NullMarked
package dev.omendb.sql.catalog;

import org.jspecify.annotations.NullMarked;
