/// Other programs driven as processes: psql and Python's psycopg. Imports
/// `dev.omendb.compat.server`. Start with [PsqlTest].
@NullMarked
package dev.omendb.compat.client;

import org.jspecify.annotations.NullMarked;
