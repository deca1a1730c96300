package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;

/// Tells what belongs to one session only: it is transactional like everything else, and neither
/// logged nor part of a checkpoint. That is what lies in a schema whose name begins with `pg_temp`,
/// and what hangs on a temporary table.
public final class TemporaryObjects {
  private static final String SCHEMA_PREFIX = "pg_temp";

  private TemporaryObjects() {}

  /// @param catalog in which the object is
  public static boolean contain(CatalogObject object, Catalog catalog) {
    return switch (object) {
      case Schema schema -> schema.name().startsWith(SCHEMA_PREFIX);
      case Table table ->
          table.persistence() == Persistence.TEMPORARY || isSchema(table.schemaOid(), catalog);
      case Index index -> isSchema(index.schemaOid(), catalog) || is(index.tableOid(), catalog);
      case Sequence sequence ->
          isSchema(sequence.schemaOid(), catalog) || is(sequence.ownedByTableOid(), catalog);
      case View view -> isSchema(view.schemaOid(), catalog);
      case EnumType type -> isSchema(type.schemaOid(), catalog);
      case Comment comment -> is(comment.objectOid(), catalog);
      case Database _, Role _, Settings _, Extension _ -> false;
    };
  }

  /// True when the change makes, replaces or drops a temporary object.
  static boolean contain(CatalogChange change, Catalog before, Catalog after) {
    return switch (change) {
      case CatalogChange.Put(CatalogObject object) -> contain(object, after);
      case CatalogChange.Drop(long oid) ->
          before.find(oid).map(object -> contain(object, before)).orElse(false);
    };
  }

  public static boolean is(long oid, Catalog catalog) {
    return catalog.find(oid).map(object -> contain(object, catalog)).orElse(false);
  }

  private static boolean isSchema(long oid, Catalog catalog) {
    return catalog.find(Schema.class, oid).map(s -> contain(s, catalog)).orElse(false);
  }
}
