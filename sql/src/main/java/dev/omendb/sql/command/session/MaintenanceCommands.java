package dev.omendb.sql.command.session;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Analyze;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Call;
import dev.omendb.sql.parse.statement.MaintenanceStatement.DoBlock;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Load;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Relation;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Vacuum;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// VACUUM, ANALYZE, CHECKPOINT, and what this server has no use for: CLUSTER, DO, CALL, LOAD.
final class MaintenanceCommands {
  private static final Set<String> VACUUM_OPTIONS =
      Set.of(
          "analyze", "analyse", "buffer_usage_limit", "disable_page_skipping", "freeze", "full",
          "index_cleanup", "only_database_stats", "parallel", "process_main", "process_toast",
          "skip_database_stats", "skip_locked", "truncate", "verbose");
  private static final Set<String> ANALYZE_OPTIONS =
      Set.of("verbose", "skip_locked", "buffer_usage_limit");

  private MaintenanceCommands() {}

  /// Gives back the room of dead rows in all tables, whichever are named.
  static Executable vacuum(Vacuum vacuum) {
    return SessionCommand.of(
        Traits.ALONE,
        (session, rows) -> {
          requireKnown("VACUUM", vacuum.options(), VACUUM_OPTIONS);
          DiscardCommand.requireNoBlock(session, "VACUUM");
          checkRelations(session, vacuum.tables(), "vacuum");
          session.database().storage().vacuum();
          return "VACUUM";
        });
  }

  /// Row counts and value ranges are kept with the data, so there is nothing to collect.
  static Executable analyze(Analyze analyze) {
    return SessionCommand.of(
        Traits.SLOW,
        (session, rows) -> {
          requireKnown("ANALYZE", analyze.options(), ANALYZE_OPTIONS);
          checkRelations(session, analyze.tables(), "analyze");
          return "ANALYZE";
        });
  }

  private static void requireKnown(String command, List<Option> options, Set<String> known) {
    for (Option option : options) {
      if (!known.contains(option.name())) {
        throw new DatabaseException(
                SqlState.SYNTAX_ERROR,
                "unrecognized %s option \"%s\"".formatted(command, option.name()))
            .position(option.position());
      }
    }
  }

  /// Errors: 42P01, 42703; a WARNING for views.
  private static void checkRelations(Session session, List<Relation> relations, String verb) {
    NameResolver names =
        PreparedCommands.planner(session).binder(session, new int[0]).names();
    for (Relation relation : relations) {
      ObjectName name = relation.table();
      CatalogObject object = names.relation(name);
      if (object == null) {
        if (names.systemTable(name) == null) {
          throw new DatabaseException(
              SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
        }
      } else if (object instanceof CatalogObject.Table table) {
        relation.columns().forEach(column -> requireColumn(table, column));
      } else {
        TransactionCommands.warn(
            session,
            SqlState.WARNING,
            "skipping \"%s\" --- cannot %s non-tables or special system tables"
                .formatted(name.name(), verb));
      }
    }
  }

  private static void requireColumn(CatalogObject.Table table, String column) {
    if (table.column(column).isEmpty()) {
      throw new DatabaseException(
          SqlState.UNDEFINED_COLUMN,
          "column \"%s\" of relation \"%s\" does not exist".formatted(column, table.name()));
    }
  }

  static Executable checkpoint() {
    return SessionCommand.of(
        Traits.ALONE,
        (session, rows) -> {
          session.database().storage().checkpoint();
          return "CHECKPOINT";
        });
  }

  static Executable cluster() {
    throw DatabaseException.unsupported("CLUSTER");
  }

  static Executable doBlock(DoBlock block) {
    String language = block.language().toLowerCase(Locale.ROOT);
    if (language.equals("plpgsql")) {
      throw DatabaseException.unsupported("DO in language plpgsql (PL/pgSQL)");
    }
    if (language.equals("sql") || language.equals("internal") || language.equals("c")) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "language \"%s\" does not support inline code execution".formatted(language));
    }
    throw new DatabaseException(
        SqlState.UNDEFINED_OBJECT, "language \"" + block.language() + "\" does not exist");
  }

  static Executable call(Call call) {
    throw new DatabaseException(
            SqlState.UNDEFINED_FUNCTION,
            "procedure %s does not exist".formatted(call.call().name))
        .hint(
            "No procedure matches the given name and argument types. You might need to add"
                + " explicit type casts.");
  }

  /// The libraries that are part of this server are loaded already.
  static Executable load(Load load) {
    String library = load.library();
    String name = library.startsWith("$libdir/") ? library.substring(8) : library;
    if (Extensions.find(name).isEmpty()) {
      throw new DatabaseException(
          SqlState.UNDEFINED_FILE,
          "could not access file \"%s\": No such file or directory".formatted(library));
    }
    return SessionCommand.of(Traits.QUICK, (session, rows) -> "LOAD");
  }
}
