package dev.omendb.sql.catalog;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.sql.function.CallContext;
import java.util.HashMap;
import java.util.Map;

/// Bytes and rows of relations, from storage. What storage does in the background (checkpoints,
/// merges of an index's parts) changes bytes at any moment, so a relation's are looked up once in a
/// statement: the figures of one row add up. Confined to its session.
public final class RelationSizes {
  private static final int PAGE_BYTES = 8192;

  private final Map<Long, Long> bytesOfStatement = new HashMap<>();
  private long statementMicros;

  /// The sizes as the statement that runs sees them.
  public static RelationSizes of(CallContext context) {
    RelationSizes sizes = context.service(RelationSizes.class);
    if (sizes.statementMicros != context.statementMicros()) {
      sizes.statementMicros = context.statementMicros();
      sizes.bytesOfStatement.clear();
    }
    return sizes;
  }

  /// Of the relation alone: a table without its indexes, an index without its table. Relations
  /// without storage have none.
  public long bytes(CatalogView view, Relation relation) {
    StorageEngine storage = view.context().storage();
    if (relation.object() instanceof Table table) {
      return bytes(storage, table);
    }
    return relation.object() instanceof Index index ? bytes(storage, index) : 0;
  }

  public long bytes(StorageEngine storage, Table table) {
    return bytesOfStatement.computeIfAbsent(table.oid(), storage::tableBytes);
  }

  public long bytes(StorageEngine storage, Index index) {
    return bytesOfStatement.computeIfAbsent(
        index.oid(), oid -> storage.indexBytes(index.tableOid(), oid));
  }

  /// Of all indexes of a table.
  public long indexBytes(CatalogView view, Relation relation) {
    long total = 0;
    for (Index index : view.catalog().indexes(relation.oid())) {
      total += view.relation(index.oid()).map(r -> bytes(view, r)).orElse(0L);
    }
    return total;
  }

  /// Of a table with its indexes.
  public long totalBytes(CatalogView view, Relation relation) {
    return bytes(view, relation) + indexBytes(view, relation);
  }

  /// In PostgreSQL's pages of 8 kB.
  public long pages(CatalogView view, Relation relation) {
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
