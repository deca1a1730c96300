package dev.omendb.sql.catalog;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.storage.StorageEngine;

/// Bytes and rows of relations, from storage.
public final class RelationSizes {
  private static final int PAGE_BYTES = 8192;

  private RelationSizes() {}

  /// Of the relation alone: a table without its indexes, an index without its table. Relations
  /// without storage have none.
  public static long bytes(CatalogView view, Relation relation) {
    StorageEngine storage = view.context().storage();
    if (relation.object() instanceof Table table) {
      return storage.tableBytes(table.oid());
    }
    return relation.object() instanceof Index index
        ? storage.indexBytes(index.tableOid(), index.oid())
        : 0;
  }

  /// Of all indexes of a table.
  public static long indexBytes(CatalogView view, Relation relation) {
    long total = 0;
    for (Index index : view.catalog().indexes(relation.oid())) {
      total += view.relation(index.oid()).map(r -> bytes(view, r)).orElse(0L);
    }
    return total;
  }

  /// In PostgreSQL's pages of 8 kB.
  public static long pages(CatalogView view, Relation relation) {
    return (bytes(view, relation) + PAGE_BYTES - 1) / PAGE_BYTES;
  }

  /// Live rows of a table, or of an index's table.
  public static long rows(CatalogView view, Relation relation) {
    StorageEngine storage = view.context().storage();
    if (relation.object() instanceof Table table) {
      return storage.tableRows(table.oid());
    }
    return relation.object() instanceof Index index ? storage.tableRows(index.tableOid()) : 0;
  }
}
