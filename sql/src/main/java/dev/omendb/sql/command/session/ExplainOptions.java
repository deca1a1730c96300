package dev.omendb.sql.command.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Option;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options of EXPLAIN. BUFFERS, SETTINGS, VERBOSE and WAL are accepted; there is nothing true
/// that they could add.
record ExplainOptions(
    boolean analyze, boolean costs, boolean timing, boolean summary, boolean json) {
  static ExplainOptions of(List<Option> options) {
    boolean analyze = false;
    boolean costs = true;
    boolean wal = false;
    boolean json = false;
    @Nullable Boolean timing = null;
    @Nullable Boolean summary = null;
    for (Option option : options) {
      switch (option.name()) {
        case "analyze", "analyse" -> analyze = flag(option);
        case "costs" -> costs = flag(option);
        case "verbose", "buffers", "settings", "generic_plan", "memory" -> flag(option);
        case "wal" -> wal = flag(option);
        case "timing" -> timing = flag(option);
        case "summary" -> summary = flag(option);
        case "format" -> json = isJson(option);
        default ->
            throw new DatabaseException(
                    SqlState.SYNTAX_ERROR,
                    "unrecognized EXPLAIN option \"" + option.name() + "\"")
                .position(option.position());
      }
    }
    if (wal && !analyze) {
      throw ExplainCommand.invalid("EXPLAIN option WAL requires ANALYZE");
    }
    if (Boolean.TRUE.equals(timing) && !analyze) {
      throw ExplainCommand.invalid("EXPLAIN option TIMING requires ANALYZE");
    }
    return new ExplainOptions(
        analyze,
        costs,
        timing == null ? analyze : timing,
        summary == null ? analyze : summary,
        json);
  }

  private static boolean isJson(Option option) {
    String format = option.value() == null ? "" : option.value().toLowerCase(Locale.ROOT);
    return switch (format) {
      case "text" -> false;
      case "json" -> true;
      case "xml", "yaml" ->
          throw DatabaseException.unsupported(
              "EXPLAIN format " + format.toUpperCase(Locale.ROOT));
      default ->
          throw new DatabaseException(
                  SqlState.INVALID_PARAMETER_VALUE,
                  "unrecognized value for EXPLAIN option \"format\": \"%s\""
                      .formatted(option.value()))
              .position(option.position());
    };
  }

  private static boolean flag(Option option) {
    String value = option.value();
    if (value == null) {
      return true;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "1" -> true;
      case "false", "off", "0" -> false;
      default ->
          throw new DatabaseException(
              SqlState.SYNTAX_ERROR, option.name() + " requires a Boolean value");
    };
  }
}
