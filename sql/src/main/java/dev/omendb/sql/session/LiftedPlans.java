package dev.omendb.sql.session;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.LiteralLifter;
import dev.omendb.sql.parse.LiteralLifter.Kind;
import dev.omendb.sql.parse.LiteralLifter.Lifted;
import dev.omendb.sql.parse.LiteralLifter.Literal;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Plans shared by texts that differ in constants only: the constants become parameters. A text
/// whose constants would mean something else as parameters is planned as it stands, and so is one
/// that is in error, so that the error is that of the original. Confined to its session.
final class LiftedPlans {
  private static final int MAX_PLANS = 256;
  private static final int MAX_TEXT_CHARS = 262_144;

  /// `WHERE 1 = 0`: planned as it stands such a query reads nothing.
  private static final Pattern CONSTANT_CONDITION =
      Pattern.compile("\\b\\d+\\s*[=<>]+\\s*\\$\\d");

  private final Session session;
  private final Map<Key, SharedPlan> plans =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SharedPlan> eldest) {
          return size() > MAX_PLANS;
        }
      };

  /// The text looked at last: a statement is asked for more than once on its way.
  private @Nullable String lastText;

  private @Nullable Lifted lastLifted;

  private @Nullable Catalog partialCatalog;
  private Set<String> partialTables = Set.of();

  private record Key(String text, String kinds, long settings) {}

  /// @param plan null when the text must not share a plan, as of this catalog
  private record SharedPlan(@Nullable PreparedStatement plan, long catalogVersion) {}

  LiftedPlans(Session session) {
    this.session = session;
  }

  void clear() {
    plans.clear();
  }

  /// True when the text is likely to share a plan: it need not be parsed.
  boolean accepts(String sql) {
    Lifted lifted = lift(sql);
    if (lifted == null) {
      return false;
    }
    SharedPlan found = plans.get(key(lifted));
    return found == null || found.plan != null || isStale(found);
  }

  /// Whether [#find] would plan nothing and find a free plan.
  boolean isReady(String sql) {
    return ready(sql) != null;
  }

  /// Whether the text's plan is made, free and short.
  boolean isShort(String sql) {
    PreparedStatement plan = ready(sql);
    return plan != null && plan.shortRunning();
  }

  private @Nullable PreparedStatement ready(String sql) {
    Lifted lifted = lift(sql);
    SharedPlan found = lifted == null ? null : plans.get(key(lifted));
    boolean ready =
        found != null && found.plan != null && !isStale(found) && !found.plan.inUse();
    return ready ? found.plan : null;
  }

  /// The statement with its constants as values, or null when it shares no plan.
  @Nullable PreparedStatement find(String name, String sql) {
    Lifted lifted = lift(sql);
    if (lifted == null) {
      return null;
    }
    Key key = key(lifted);
    SharedPlan found = plans.get(key);
    if (found == null || isStale(found)) {
      found = new SharedPlan(plan(lifted), version());
      plans.put(key, found);
    }
    PreparedStatement plan = found.plan;
    Batch values = plan == null ? null : values(plan, lifted.literals());
    return plan == null || values == null ? null : new PreparedStatement(name, sql, plan, values);
  }

  private @Nullable Lifted lift(String sql) {
    if (sql != lastText) {
      lastText = sql;
      lastLifted = sql.length() > MAX_TEXT_CHARS ? null : LiteralLifter.lift(sql);
    }
    return lastLifted;
  }

  private Key key(Lifted lifted) {
    StringBuilder kinds = new StringBuilder(lifted.literals().size());
    for (Literal literal : lifted.literals()) {
      kinds.append((char) ('a' + literal.kind().ordinal()));
    }
    return new Key(lifted.text(), kinds.toString(), session.settings().version());
  }

  private long version() {
    return session.context().catalog().version();
  }

  private boolean isStale(SharedPlan found) {
    return found.catalogVersion != version();
  }

  /// Integers first as what their context makes of them, as a key's own type finds its index; when
  /// that is no type in which they compare exactly, as what they are.
  private @Nullable PreparedStatement plan(Lifted lifted) {
    if (CONSTANT_CONDITION.matcher(lifted.text()).find()
        || mayUsePartialIndex(lifted.text())) {
      return null;
    }
    try {
      Statement statement = SqlParser.parse(lifted.text());
      PreparedStatement open = plan(lifted, statement, true);
      boolean kept = keepsIntegers(open, lifted.literals());
      return shareable(kept ? open : plan(lifted, statement, false));
    } catch (DatabaseException e) {
      return planAsTyped(lifted);
    }
  }

  private @Nullable PreparedStatement planAsTyped(Lifted lifted) {
    try {
      return shareable(plan(lifted, SqlParser.parse(lifted.text()), false));
    } catch (DatabaseException e) {
      // The original text will raise it again, with the positions its user knows.
      return null;
    }
  }

  /// An interval's text is read by the fields it is cast to, which a value is not.
  private static @Nullable PreparedStatement shareable(PreparedStatement plan) {
    boolean interval =
        Arrays.stream(plan.executable().parameterTypes()).anyMatch(t -> t == TypeOids.INTERVAL);
    return interval || !plan.executable().cacheable() ? null : plan;
  }

  private PreparedStatement plan(Lifted lifted, Statement statement, boolean openIntegers) {
    List<Literal> literals = lifted.literals();
    int[] types = new int[literals.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] =
          switch (literals.get(i).kind()) {
            case STRING -> 0;
            case INT4 -> openIntegers ? 0 : TypeOids.INT4;
            case INT8 -> openIntegers ? 0 : TypeOids.INT8;
            case NUMERIC -> TypeOids.NUMERIC;
          };
    }
    Executable executable = session.plan(statement, lifted.text(), types);
    return new PreparedStatement("", lifted.text(), statement, types, executable);
  }

  private static boolean keepsIntegers(PreparedStatement plan, List<Literal> literals) {
    int[] types = plan.executable().parameterTypes();
    for (int i = 0; i < types.length; i++) {
      Kind kind = literals.get(i).kind();
      if (kind == Kind.INT4 || kind == Kind.INT8) {
        boolean exact =
            switch (types[i]) {
              case TypeOids.INT2, TypeOids.INT4, TypeOids.INT8, TypeOids.NUMERIC -> true;
              default -> false;
            };
        if (!exact) {
          return false;
        }
      }
    }
    return true;
  }

  /// A partial index, or one over an expression, is chosen by what the constants are.
  private boolean mayUsePartialIndex(String text) {
    Catalog catalog = session.context().catalog();
    if (catalog != partialCatalog) {
      partialCatalog = catalog;
      partialTables = new HashSet<>();
      for (Index index : catalog.all(CatalogObject.Index.class)) {
        if (index.predicateSql() != null
            || index.keys().stream().anyMatch(key -> key.attnum() == 0)) {
          catalog.find(Table.class, index.tableOid()).ifPresent(t -> partialTables.add(t.name()));
        }
      }
    }
    if (partialTables.isEmpty()) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return partialTables.stream().anyMatch(name -> lower.contains(name.toLowerCase(Locale.ROOT)));
  }

  /// The constants in the types of the plan's parameters, or null when one has no such value.
  private @Nullable Batch values(PreparedStatement plan, List<Literal> literals) {
    int[] types = plan.executable().parameterTypes();
    if (types.length != literals.size()) {
      return null;
    }
    Column[] columns = new Column[types.length];
    try {
      for (int i = 0; i < types.length; i++) {
        if (isMoving(types[i], literals.get(i).text())) {
          return null;
        }
        PgType type = session.context().type(types[i]);
        byte[] text = literals.get(i).text().getBytes(StandardCharsets.UTF_8);
        columns[i] = type.storage(-1).newColumn(1);
        type.parseText(text, 0, text.length, -1, session.context().format(), columns[i]);
      }
    } catch (DatabaseException e) {
      return null;
    }
    Batch row = new Batch(columns);
    row.setSize(1);
    return row;
  }

  private static boolean isMoving(int type, String text) {
    return switch (type) {
      case TypeOids.DATE,
          TypeOids.TIME,
          TypeOids.TIMETZ,
          TypeOids.TIMESTAMP,
          TypeOids.TIMESTAMPTZ ->
          MovingTimes.isOne(text);
      default -> false;
    };
  }
}
