package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.IntegerOption;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// WITH (name = value, …) of tables and indexes.
final class StorageParameters {
  private static final Parameter FILL_FACTOR = new Parameter("fillfactor", 10, 100);
  static final List<Parameter> HEAP =
      List.of(
          FILL_FACTOR,
          new Parameter("toast_tuple_target", 128, 8160),
          new Parameter("parallel_workers", 0, 1024));
  static final List<Parameter> BTREE = List.of(FILL_FACTOR);
  static final List<Parameter> HNSW =
      List.of(new Parameter("m", 2, 100), new Parameter("ef_construction", 4, 1000));
  static final List<Parameter> IVFFLAT = List.of(new Parameter("lists", 1, 32768));
  static final List<Parameter> FLAT = List.of();

  /// Switches of a btree, and what autovacuum would read of a table.
  private static final Set<String> WORDS =
      Set.of("deduplicate_items", "user_catalog_table", "vacuum_index_cleanup", "vacuum_truncate");

  private StorageParameters() {}

  /// An integer option with its bounds.
  record Parameter(String name, int minimum, int maximum) {}

  static List<Parameter> of(String method) {
    return switch (method) {
      case "hnsw" -> HNSW;
      case "ivfflat" -> IVFFLAT;
      case "flat" -> FLAT;
      default -> BTREE;
    };
  }

  /// Checks options and puts them into `into`. Errors: 22023.
  static void read(List<Option> options, List<Parameter> known, Map<String, String> into) {
    Set<String> given = new HashSet<>();
    for (Option option : options) {
      String name = option.name().toLowerCase(Locale.ROOT);
      Parameter parameter = find(name, known);
      boolean word =
          WORDS.contains(name) && (known == HEAP || known == BTREE)
              || name.startsWith("autovacuum_") && known == HEAP
              || name.startsWith("toast.") && known == HEAP;
      if (parameter == null && !word) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE,
            "unrecognized parameter \"" + option.name() + "\"");
      }
      if (!given.add(name)) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE,
            "parameter \"%s\" specified more than once".formatted(name));
      }
      String value = option.value() == null ? "true" : option.value();
      if (parameter != null) {
        check(parameter, value);
      }
      into.put(name, value);
    }
  }

  private static @org.jspecify.annotations.Nullable Parameter find(
      String name, List<Parameter> known) {
    return known.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
  }

  private static void check(Parameter parameter, String value) {
    int number =
        IntegerOption.parse(value)
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "invalid value for integer option \"%s\": %s"
                            .formatted(parameter.name(), value)));
    if (number < parameter.minimum() || number > parameter.maximum()) {
      throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE,
              "value %s out of bounds for option \"%s\"".formatted(value, parameter.name()))
          .detail(
              "Valid values are between \"%d\" and \"%d\"."
                  .formatted(parameter.minimum(), parameter.maximum()));
    }
  }
}
