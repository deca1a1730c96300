/// Tests of printed definitions.
@NullMarked
package dev.omendb.sql.catalog.definition;

import org.jspecify.annotations.NullMarked;
