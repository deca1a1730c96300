package dev.omendb.sql.command.session;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.parse.Identifiers;
import dev.omendb.sql.parse.statement.SessionStatement.Reset;
import dev.omendb.sql.parse.statement.SessionStatement.SetVariable;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.Setting;
import dev.omendb.sql.session.SessionTransaction;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SET and RESET. Parameters that are the transaction's state rather than a value, and `seed`, are
/// told apart here.
final class SettingCommands {
  /// Parameters that are lists of names: each element is quoted as an identifier when it must be.
  private static final Set<String> NAME_LISTS =
      Set.of(
          "search_path", "temp_tablespaces", "session_preload_libraries",
          "local_preload_libraries", "shared_preload_libraries");

  private SettingCommands() {}

  static Executable set(SetVariable set) {
    return SessionCommand.of(
        Traits.QUICK,
        (session, rows) -> {
          set(session, set);
          return "SET";
        });
  }

  private static void set(Session session, SetVariable set) {
    if (set.local() && !session.transaction().inBlock()) {
      TransactionCommands.warn(
          session,
          SqlState.NO_ACTIVE_SQL_TRANSACTION,
          "SET LOCAL can only be used in transaction blocks");
    }
    String value = set.values() == null ? null : joined(session, set.name(), set.values());
    if (ofTransaction(session.transaction(), set.name(), value)) {
      return;
    }
    if (set.name().equals("seed")) {
      seed(session, value);
      return;
    }
    session.settings().set(set.name(), checked(session, set.name(), value), set.local());
    if (set.name().equals("session_authorization")) {
      session.settings().set("role", null, set.local());
    }
  }

  /// One text for all values. Errors: 22023 `SET x takes only one argument`.
  private static String joined(Session session, String name, List<String> values) {
    if (NAME_LISTS.contains(name)) {
      return String.join(", ", values.stream().map(Identifiers::quote).toList());
    }
    if (values.size() > 1 && !name.equals("datestyle")) {
      Setting setting = session.settings().describe(name);
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "SET %s takes only one argument".formatted(setting == null ? name : setting.name()));
    }
    return String.join(", ", values);
  }

  /// Sets what belongs to the transaction; false for ordinary parameters.
  private static boolean ofTransaction(
      SessionTransaction transaction, String name, @Nullable String value) {
    switch (name) {
      case "transaction_isolation" -> {
        if (value != null) {
          transaction.setIsolation(level(value));
        }
      }
      case "transaction_read_only" -> transaction.setReadOnly(flag(name, value));
      case "transaction_deferrable" -> transaction.setDeferrable(flag(name, value));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String level(String value) {
    String level = value.toLowerCase(Locale.ROOT);
    return switch (level) {
      case "read committed", "read uncommitted", "repeatable read", "serializable" -> level;
      default ->
          throw new DatabaseException(
                  SqlState.INVALID_PARAMETER_VALUE,
                  "invalid value for parameter \"transaction_isolation\": \"%s\""
                      .formatted(value))
              .hint(
                  "Available values: serializable, repeatable read, read committed,"
                      + " read uncommitted.");
    };
  }

  private static boolean flag(String name, @Nullable String value) {
    return switch (value == null ? "off" : value.toLowerCase(Locale.ROOT)) {
      case "on", "true", "yes", "1", "t", "y" -> true;
      case "off", "false", "no", "0", "f", "n" -> false;
      default ->
          throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE,
              "parameter \"" + name + "\" requires a Boolean value");
    };
  }

  private static void seed(Session session, @Nullable String value) {
    double seed;
    try {
      seed = value == null ? 0 : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid value for parameter \"seed\": \"" + value + "\"");
    }
    if (!(seed >= -1 && seed <= 1)) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "%s is outside the valid range for parameter \"seed\" (-1 .. 1)".formatted(value));
    }
    session.context().seed(seed);
  }

  /// Roles must exist; SERIALIZABLE is not offered.
  private static @Nullable String checked(Session session, String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    switch (name) {
      case "role" -> {
        if (!value.equals("none")) {
          requireRole(session, value);
        }
      }
      case "session_authorization" -> requireRole(session, value);
      case "default_transaction_isolation" -> {
        if (value.equalsIgnoreCase("serializable")) {
          throw DatabaseException.unsupported("isolation level SERIALIZABLE");
        }
      }
      default -> {}
    }
    return value;
  }

  private static void requireRole(Session session, String name) {
    if (session.context().catalog().role(name).map(CatalogObject.Role::oid).isEmpty()) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "role \"" + name + "\" does not exist");
    }
  }

  static Executable reset(Reset reset) {
    return SessionCommand.of(
        Traits.QUICK,
        (session, rows) -> {
          String name = reset.name();
          if (name == null) {
            session.settings().resetAll();
          } else {
            reset(session, name);
          }
          return "RESET";
        });
  }

  private static void reset(Session session, String name) {
    Setting setting = session.settings().describe(name);
    if (setting != null && setting.context().equals("internal")) {
      throw new DatabaseException(
          SqlState.CANT_CHANGE_RUNTIME_PARAM,
          "parameter \"" + setting.name() + "\" cannot be changed");
    }
    set(session, new SetVariable(name, null, false));
  }
}
