/// Tests of the package of the same name.
@NullMarked
package dev.omendb.sql.session;

import org.jspecify.annotations.NullMarked;
