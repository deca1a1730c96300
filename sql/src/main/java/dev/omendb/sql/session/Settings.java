package dev.omendb.sql.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The run-time parameters of one session, with PostgreSQL's scopes: SET lasts for the session and
/// is undone when its transaction rolls back; SET LOCAL lasts for the transaction. Confined to its
/// session.
public final class Settings {
  private final SettingList known;
  private final Map<String, String> defaults = new HashMap<>();

  /// Never changed in place, so that a transaction's start keeps just the reference.
  private Map<String, String> values = Map.of();

  /// Values to return to: index 0 at the start of the transaction, then one for each savepoint.
  private final List<Map<String, String>> saved = new ArrayList<>();

  /// What SET LOCAL changed: the values to restore at commit.
  private final Map<String, @Nullable String> beforeLocal = new HashMap<>();

  private BiConsumer<String, String> reporter = (name, value) -> {};
  private long version;

  Settings(SettingList known, Map<String, String> overrides) {
    this.known = known;
    overrides.forEach(
        (name, value) -> defaults.put(canonical(name), known.check(canonical(name), value)));
  }

  /// Called with the name and new value of each reported parameter that changes.
  void onReport(BiConsumer<String, String> listener) {
    this.reporter = listener;
  }

  public SettingList list() {
    return known;
  }

  /// Changes whenever a value does: part of the plan cache's key.
  public long version() {
    return version;
  }

  /// As SHOW prints it. Errors: 42704 `unrecognized configuration parameter "x"`.
  public String get(String name) {
    String value = find(name);
    if (value == null) {
      throw unknown(name);
    }
    return value;
  }

  /// What is known of a parameter; null for custom ones.
  public @Nullable Setting describe(String name) {
    return known.find(canonical(name));
  }

  /// Null when there is no such parameter.
  public @Nullable String find(String name) {
    String key = canonical(name);
    String value = values.get(key);
    return value != null ? value : resetValue(key);
  }

  public boolean isOn(String name) {
    return get(name).equals("on");
  }

  public int getInt(String name) {
    return Integer.parseInt(get(name));
  }

  public double getDouble(String name) {
    return Double.parseDouble(get(name));
  }

  /// True when the session (or its role or database) gave a value: `hnsw.ef_search` set explicitly.
  public boolean isExplicit(String name) {
    String key = canonical(name);
    return values.containsKey(key) || defaults.containsKey(key);
  }

  /// pg_settings.reset_val.
  public @Nullable String resetValue(String name) {
    String key = canonical(name);
    String value = defaults.get(key);
    return value != null ? value : known.defaultValue(key);
  }

  /// Raises what [#set] would.
  public void check(String name, String value) {
    known.check(canonical(name), value);
  }

  /// SET or SET LOCAL; null means DEFAULT.
  public void set(String name, @Nullable String value, boolean local) {
    String key = canonical(name);
    String checked = value == null ? null : known.check(key, value);
    if (value == null && known.defaultValue(key) == null && !values.containsKey(key)) {
      throw unknown(name);
    }
    if (local) {
      beforeLocal.putIfAbsent(key, values.get(key));
    } else {
      beforeLocal.remove(key);
    }
    put(key, checked);
  }

  /// RESET ALL.
  public void resetAll() {
    for (String name : List.copyOf(values.keySet())) {
      if (known.isResettable(name)) {
        put(name, null);
      }
    }
  }

  /// Every parameter with its current value, in name order: SHOW ALL, pg_settings.
  public Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(known.defaults());
    all.putAll(defaults);
    all.putAll(values);
    return all;
  }

  void transactionStarted() {
    saved.clear();
    saved.add(values);
  }

  void transactionCommitted() {
    beforeLocal.forEach(this::put);
    beforeLocal.clear();
    saved.clear();
  }

  void transactionRolledBack() {
    if (!saved.isEmpty()) {
      restore(saved.getFirst());
    }
    beforeLocal.clear();
    saved.clear();
  }

  void savepoint(int depth) {
    while (saved.size() > depth) {
      saved.removeLast();
    }
    saved.add(values);
  }

  void release(int index) {
    while (saved.size() > index + 1) {
      saved.removeLast();
    }
  }

  void rollbackTo(int index) {
    restore(saved.get(index + 1));
    while (saved.size() > index + 2) {
      saved.removeLast();
    }
  }

  private void restore(Map<String, String> target) {
    for (String name : List.copyOf(values.keySet())) {
      if (!target.containsKey(name)) {
        put(name, null);
      }
    }
    target.forEach(
        (name, value) -> {
          if (!value.equals(values.get(name))) {
            put(name, value);
          }
        });
  }

  private void put(String key, @Nullable String value) {
    String before = find(key);
    Map<String, String> changed = new HashMap<>(values);
    if (value == null) {
      changed.remove(key);
    } else {
      changed.put(key, value);
    }
    values = changed;
    String after = find(key);
    if (after != null && !after.equals(before)) {
      version++;
      if (known.isReported(key)) {
        reporter.accept(known.displayName(key), after);
      }
    }
  }

  static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static DatabaseException unknown(String name) {
    return new DatabaseException(
        SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
  }
}
