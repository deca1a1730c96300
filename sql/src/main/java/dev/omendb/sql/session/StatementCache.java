package dev.omendb.sql.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.StatementText;
import dev.omendb.sql.parse.statement.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The prepared statements of a session and the plans of texts seen before. Confined to its
/// session.
public final class StatementCache {
  /// Plans kept for texts of simple queries and unnamed statements.
  private static final int MAX_TEXTS = 256;

  /// Longer texts are rarely seen twice and would hold much memory.
  private static final int MAX_CACHED_TEXT_CHARS = 16_384;

  private static final int[] NO_TYPES = {};

  private final Session session;
  private final Map<String, PreparedStatement> byName = new LinkedHashMap<>();
  private final Map<Text, PreparedStatement> byText =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, PreparedStatement> eldest) {
          return size() > MAX_TEXTS;
        }
      };

  private final LiftedPlans lifted;

  StatementCache(Session session) {
    this.session = session;
    this.lifted = new LiftedPlans(session);
  }

  /// What decides a plan besides the catalog.
  private record Text(String sql, int[] types, long settings) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Text text
          && text.settings == settings
          && text.sql.equals(sql)
          && Arrays.equals(text.types, types);
    }

    @Override
    public int hashCode() {
      return sql.hashCode() * 31 + Arrays.hashCode(types) + Long.hashCode(settings);
    }
  }

  List<SimpleStatement> script(String sql) {
    if (known(sql, NO_TYPES) != null
        || !session.transaction().failed() && lifted.accepts(sql)) {
      return List.of(new SimpleStatement(sql, null));
    }
    List<SqlParser.ScriptStatement> parsed = SqlParser.parseScript(sql);
    if (parsed.size() == 1) {
      return List.of(new SimpleStatement(sql, parsed.getFirst().statement()));
    }
    return parsed.stream()
        .map(s -> new SimpleStatement(s.source().text(), s.statement()))
        .toList();
  }

  PreparedStatement simple(SimpleStatement simple) {
    PreparedStatement known = known(simple.sql(), NO_TYPES);
    if (known != null) {
      return known;
    }
    PreparedStatement sharing = sharing("", simple.sql());
    if (sharing != null) {
      return sharing;
    }
    Statement statement = simple.statement();
    PreparedStatement fresh =
        statement == null
            ? prepare("", simple.sql(), NO_TYPES)
            : prepare("", simple.sql(), statement, NO_TYPES);
    remember(fresh, NO_TYPES);
    return fresh;
  }

  PreparedStatement parse(String name, String sql, int[] types) {
    if (!name.isEmpty() && byName.containsKey(name)) {
      throw new DatabaseException(
          SqlState.DUPLICATE_PREPARED_STATEMENT,
          "prepared statement \"" + name + "\" already exists");
    }
    if (name.isEmpty()) {
      byName.remove("");
    }
    PreparedStatement statement =
        name.isEmpty() ? cached(name, single(sql), types) : prepare(name, single(sql), types);
    byName.put(name, statement);
    return statement;
  }

  /// PREPARE name AS …: the statement is parsed already.
  public void define(PreparedStatement statement) {
    if (byName.putIfAbsent(statement.name(), statement) != null) {
      throw new DatabaseException(
          SqlState.DUPLICATE_PREPARED_STATEMENT,
          "prepared statement \"" + statement.name() + "\" already exists");
    }
  }

  private static String single(String sql) {
    List<StatementText> texts = SqlParser.split(sql);
    if (texts.size() > 1) {
      throw new DatabaseException(
          SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
    }
    return texts.isEmpty() ? "" : sql;
  }

  private PreparedStatement cached(String name, String sql, int[] types) {
    PreparedStatement known = known(sql, types);
    if (known != null) {
      return known;
    }
    PreparedStatement sharing = types.length == 0 ? sharing(name, sql) : null;
    if (sharing != null) {
      return sharing;
    }
    PreparedStatement fresh = prepare(name, sql, types);
    remember(fresh, types);
    return fresh;
  }

  /// The plan of a text seen before, or null when there is none that is fresh and free.
  private @Nullable PreparedStatement known(String sql, int[] types) {
    PreparedStatement known = byText.get(key(sql, types));
    boolean usable = known != null && !isStale(known) && !known.inUse();
    return usable && !session.transaction().failed() ? known : null;
  }

  /// The statement over a plan for all texts that differ in constants, or null.
  private @Nullable PreparedStatement sharing(String name, String sql) {
    return session.transaction().failed() ? null : lifted.find(name, sql);
  }

  boolean answersShort(String sql) {
    PreparedStatement known = known(sql, NO_TYPES);
    return known != null
        ? known.shortRunning()
        : !session.transaction().failed() && lifted.isShort(sql);
  }

  boolean parsesShort(String name, String sql, int[] types) {
    return name.isEmpty()
        && (known(sql, types) != null
            || types.length == 0 && !session.transaction().failed() && lifted.isReady(sql));
  }

  boolean bindsShort(String name) {
    PreparedStatement statement = byName.get(name);
    return statement == null
        || statement.isEmpty()
        || !(isStale(statement) || statement.inUse());
  }

  private void remember(PreparedStatement statement, int[] types) {
    boolean worthwhile =
        !statement.isEmpty()
            && statement.executable().cacheable()
            && statement.sql().length() <= MAX_CACHED_TEXT_CHARS
            && !MovingTimes.areIn(statement.sql());
    if (worthwhile) {
      byText.put(key(statement.sql(), types), statement);
    }
  }

  private Text key(String sql, int[] types) {
    return new Text(sql, types, session.settings().version());
  }

  /// Parses and plans.
  public PreparedStatement prepare(String name, String sql, int[] types) {
    Statement statement = sql.isBlank() ? new Statement.Empty() : SqlParser.parse(sql);
    return prepare(name, sql, statement, types);
  }

  /// Plans a statement parsed already.
  public PreparedStatement prepare(String name, String sql, Statement statement, int[] types) {
    if (statement instanceof Statement.Empty) {
      return new PreparedStatement(name, sql, null, types, EmptyExecutable.INSTANCE);
    }
    if (session.transaction().failed() && !(statement instanceof Statement.OfTransactions)) {
      throw Session.transactionAborted();
    }
    Executable executable = session.database().planner().plan(session, statement, sql, types);
    return new PreparedStatement(name, sql, statement, types, executable);
  }

  /// Errors: 26000 `prepared statement "x" does not exist`.
  public PreparedStatement get(String name) {
    PreparedStatement statement = byName.get(name);
    if (statement == null) {
      throw new DatabaseException(
          SqlState.INVALID_SQL_STATEMENT_NAME,
          name.isEmpty()
              ? "unnamed prepared statement does not exist"
              : "prepared statement \"" + name + "\" does not exist");
    }
    return statement;
  }

  public Collection<PreparedStatement> all() {
    return byName.values();
  }

  /// Close message: an unknown name is no error.
  public void close(String name) {
    byName.remove(name);
  }

  /// DEALLOCATE. Errors: 26000.
  public void deallocate(@Nullable String name) {
    if (name == null) {
      byName.clear();
    } else {
      get(name);
      byName.remove(name);
    }
  }

  /// DISCARD PLANS.
  public void forgetPlans() {
    byText.clear();
    lifted.clear();
  }

  private boolean isStale(PreparedStatement statement) {
    long planned = statement.executable().catalogVersion();
    return planned >= 0 && planned != session.context().catalog().version();
  }

  /// The statement's plan, made anew when DDL has made it stale, or when its only instance is in
  /// use by another portal.
  Executable executableFor(PreparedStatement statement) {
    if (statement.isEmpty()) {
      return statement.executable();
    }
    boolean stale = isStale(statement);
    if (!stale && !statement.inUse()) {
      return statement.executable();
    }
    Executable fresh =
        session
            .database()
            .planner()
            .plan(session, statement.statement(), statement.sql(), statement.planTypes());
    if (stale) {
      requireSameColumns(statement.columns(), fresh.columns());
      statement.replaceExecutable(fresh);
    }
    return fresh;
  }

  /// Errors: 0A000 for a plan made anew whose result is another.
  public static void requireSameColumns(
      @Nullable List<ResultColumn> before, @Nullable List<ResultColumn> after) {
    boolean same = (before == null) == (after == null);
    if (same && before != null) {
      same = before.size() == after.size();
      for (int i = 0; same && i < before.size(); i++) {
        same =
            before.get(i).type().oid() == after.get(i).type().oid()
                && before.get(i).typmod() == after.get(i).typmod()
                && before.get(i).name().equals(after.get(i).name());
      }
    }
    if (!same) {
      throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED, "cached plan must not change result type")
          .routine("RevalidateCachedQuery");
    }
  }
}
