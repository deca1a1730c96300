package dev.omendb.sql.session;

import dev.omendb.sql.parse.statement.Statement;

/// Makes statements executable: queries and data changes through the planner, everything else as a
/// command.
@FunctionalInterface
public interface StatementPlanner {
  /// @param parameterTypes declared by the client, 0 for open ones
  Executable plan(Session session, Statement statement, String sql, int[] parameterTypes);
}
