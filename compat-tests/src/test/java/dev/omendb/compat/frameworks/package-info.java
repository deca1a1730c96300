/// Frameworks that keep vectors in PostgreSQL, each storing and searching with the SQL it
/// generates. Imports the frameworks and `dev.omendb.compat.server`. Start with
/// [HibernateVectorTest].
@NullMarked
package dev.omendb.compat.frameworks;

import org.jspecify.annotations.NullMarked;
