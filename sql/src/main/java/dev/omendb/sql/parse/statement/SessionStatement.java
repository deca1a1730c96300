package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.TypeName;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Statements about the session itself.
public sealed interface SessionStatement extends Statement.OfSession {
  /// SET name. `name` is lower case, dotted for `hnsw.ef_search`. The special forms arrive as the
  /// settings they are: TIME ZONE as `timezone`, NAMES as `client_encoding`, ROLE as `role`,
  /// SESSION AUTHORIZATION as `session_authorization`, SCHEMA as `search_path`, SEED as `seed`, XML
  /// OPTION as `xmloption`. `values` null: SET … TO DEFAULT. Numbers and names are texts as typed;
  /// an interval (`SET TIME ZONE INTERVAL '…'`) is its text.
  record SetVariable(String name, @Nullable List<String> values, boolean local)
      implements SessionStatement {}

  /// RESET name; null: ALL.
  record Reset(@Nullable String name) implements SessionStatement {}

  /// SHOW name; `all` for SHOW ALL. TIME ZONE is `timezone`, TRANSACTION ISOLATION LEVEL
  /// `transaction_isolation`, SESSION AUTHORIZATION `session_authorization`.
  record Show(String name) implements SessionStatement {}

  /// PREPARE name [(types)] AS statement. `text` is the statement's text; the statement's positions
  /// count in the whole text.
  record Prepare(String name, List<TypeName> types, Statement statement, String text)
      implements SessionStatement {}

  record Execute(String name, List<SqlNode> arguments) implements SessionStatement {}

  /// DEALLOCATE name; null: ALL.
  record Deallocate(@Nullable String name) implements SessionStatement {}

  /// DECLARE name CURSOR. `scroll` null: not said.
  record DeclareCursor(
      String name,
      boolean binary,
      boolean insensitive,
      @Nullable Boolean scroll,
      boolean hold,
      Statement.Query query,
      String text,
      String source)
      implements SessionStatement {}

  /// FETCH, or MOVE when `move`. `count` is for FORWARD, BACKWARD, ABSOLUTE, RELATIVE;
  /// Long.MAX_VALUE means ALL. NEXT is FORWARD 1, PRIOR BACKWARD 1, FIRST ABSOLUTE 1, LAST ABSOLUTE
  /// -1.
  record Fetch(String cursor, Direction direction, long count, boolean move)
      implements SessionStatement {}

  /// Where FETCH goes.
  enum Direction {
    FORWARD,
    BACKWARD,
    ABSOLUTE,
    RELATIVE
  }

  /// CLOSE name; null: ALL.
  record Close(@Nullable String cursor) implements SessionStatement {}

  record Listen(String channel) implements SessionStatement {}

  /// UNLISTEN channel; null: `*`.
  record Unlisten(@Nullable String channel) implements SessionStatement {}

  record Notify(String channel, String payload) implements SessionStatement {}

  record Discard(Target target) implements SessionStatement {}

  /// What DISCARD discards.
  enum Target {
    ALL,
    PLANS,
    SEQUENCES,
    TEMP
  }
}
