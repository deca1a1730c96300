package dev.omendb.sql.extension;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An extension that CREATE EXTENSION can install: its control file. What it brings is built in,
/// marked with [#marker] and hidden where the extension is not installed.
///
/// @param versions that can be installed, the default first
/// @param schema `pg_catalog` when it always lives there; null: where CREATE EXTENSION says, and it
///     can be moved
/// @param lists where its functions, operators, casts and classes are listed: `vector` for
///     `vector-functions.tsv` and so on; a list that is missing is empty
/// @param firstOid its types, functions, operators and classes have oids from here
/// @param lastOid to here
public record ExtensionDefinition(
    String name,
    List<String> versions,
    String comment,
    boolean trusted,
    @Nullable String schema,
    @Nullable String lists,
    int firstOid,
    int lastOid) {
  public ExtensionDefinition {
    versions = List.copyOf(versions);
  }

  public String defaultVersion() {
    return versions.getFirst();
  }

  /// Stands for the schema it is installed in, which is another in each database.
  public String marker() {
    return "@" + name;
  }

  public boolean owns(long oid) {
    return oid >= firstOid && oid <= lastOid;
  }
}
