package dev.omendb.engine.catalog;

/// One step of DDL. A transaction collects them; its commit logs them and applies them to the
/// latest catalog.
public sealed interface CatalogChange {
  /// Creates the object or replaces the one with the same oid.
  record Put(CatalogObject object) implements CatalogChange {}

  record Drop(long oid) implements CatalogChange {}
}
