/// What Java programs do through pgjdbc and pgvector-java. Imports JDBC and
/// `dev.omendb.compat.server`. Start with [JdbcTest], the base of all.
@NullMarked
package dev.omendb.compat.jdbc;

import org.jspecify.annotations.NullMarked;
