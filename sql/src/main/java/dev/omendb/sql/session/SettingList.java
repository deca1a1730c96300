package dev.omendb.sql.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters the server knows, by name. Immutable; shared by all sessions.
public final class SettingList {
  private final TreeMap<String, Setting> byName = new TreeMap<>();
  private final Map<String, String> defaults = new HashMap<>();

  public SettingList(List<Setting> settings) {
    for (Setting setting : settings) {
      String key = Settings.canonical(setting.name());
      byName.put(key, setting);
      defaults.put(key, setting.defaultValue());
    }
  }

  public Collection<Setting> all() {
    return byName.values();
  }

  @Nullable Setting find(String key) {
    return byName.get(key);
  }

  Map<String, String> defaults() {
    return defaults;
  }

  @Nullable String defaultValue(String key) {
    return defaults.get(key);
  }

  boolean isReported(String key) {
    Setting setting = byName.get(key);
    return setting != null && setting.reported();
  }

  boolean isResettable(String key) {
    Setting setting = byName.get(key);
    return setting == null || !setting.context().equals("internal");
  }

  /// The name as PostgreSQL spells it: `DateStyle`.
  String displayName(String key) {
    Setting setting = byName.get(key);
    return setting == null ? key : setting.name();
  }

  /// Checks a new value and returns it as SHOW will print it. Names with a dot that nothing owns
  /// are custom parameters and take any text.
  String check(String key, String value) {
    Setting setting = byName.get(key);
    if (setting == null) {
      return checkCustom(key, value);
    }
    switch (setting.context()) {
      case "internal" ->
          throw new DatabaseException(
              SqlState.CANT_CHANGE_RUNTIME_PARAM,
              "parameter \"" + setting.name() + "\" cannot be changed");
      case "postmaster" ->
          throw new DatabaseException(
              SqlState.CANT_CHANGE_RUNTIME_PARAM,
              "parameter \""
                  + setting.name()
                  + "\" cannot be changed without restarting the server");
      default -> {}
    }
    return setting.normalise().apply(value);
  }

  private static String checkCustom(String key, String value) {
    int dot = key.indexOf('.');
    if (dot <= 0) {
      throw Settings.unknown(key);
    }
    String prefix = key.substring(0, dot);
    if (prefix.equals("hnsw") || prefix.equals("ivfflat") || prefix.equals("omendb")) {
      throw new DatabaseException(
              SqlState.INVALID_NAME, "invalid configuration parameter name \"" + key + "\"")
          .detail("\"" + prefix + "\" is a reserved prefix.");
    }
    return value;
  }
}
