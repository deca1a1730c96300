package dev.omendb.sql.extension;

import java.util.List;
import java.util.Optional;

/// The extensions there are. A new one is a line here, its lists beside
/// [dev.omendb.sql.function.Functions], its types in `BuiltinTypes` and its functions in a theme.
public final class Extensions {
  public static final ExtensionDefinition HSTORE =
      new ExtensionDefinition(
          "hstore",
          List.of("1.8"),
          "data type for storing sets of (key, value) pairs",
          true,
          null,
          "hstore",
          19_100,
          19_999);

  public static final ExtensionDefinition PLPGSQL =
      new ExtensionDefinition(
          "plpgsql",
          List.of("1.0"),
          "PL/pgSQL procedural language",
          true,
          "pg_catalog",
          null,
          0,
          -1);

  public static final ExtensionDefinition UUID_OSSP =
      new ExtensionDefinition(
          "uuid-ossp",
          List.of("1.1"),
          "generate universally unique identifiers (UUIDs)",
          true,
          null,
          "uuid",
          19_001,
          19_099);

  public static final ExtensionDefinition VECTOR =
      new ExtensionDefinition(
          "vector",
          List.of("0.8.1", "0.8.0", "0.8.2"),
          "vector data type and ivfflat and hnsw access methods",
          false,
          null,
          "vector",
          16_385,
          19_000);

  private static final List<ExtensionDefinition> ALL =
      List.of(HSTORE, PLPGSQL, UUID_OSSP, VECTOR);

  private Extensions() {}

  /// In the order of their names.
  public static List<ExtensionDefinition> all() {
    return ALL;
  }

  public static Optional<ExtensionDefinition> find(String name) {
    return ALL.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /// The extension that a built-in type, function, operator or class belongs to.
  public static Optional<ExtensionDefinition> owning(long oid) {
    for (ExtensionDefinition each : ALL) {
      if (each.owns(oid)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// The extension whose schema is marked so.
  public static Optional<ExtensionDefinition> marked(String marker) {
    return ALL.stream().filter(e -> e.marker().equals(marker)).findFirst();
  }
}
