package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.engine.index.btree.RowIds;
import dev.omendb.engine.storage.segment.RowVersions;

/// Adds a transaction's rows to one ordered index of one table, and keeps a unique one unique.
/// Confined to the transaction.
public final class KeyInserts {
  private final Catalog catalog;
  private final Table table;
  private final CatalogObject.Index definition;
  private final TableWrites writes;
  private final IndexKeys keys;
  private final KeyWrites own;
  private final Waits waits;
  private final KeyBuffer buffer = new KeyBuffer();
  private final RowIds candidates = new RowIds();

  /// What a check may have to wait for.
  public interface Waits {
    /// The transaction's id.
    long transaction();

    /// Returns when the transaction has ended.
    void awaitEnd(long holder);

    /// Returns when no other transaction is about to delete the row.
    void awaitRow(long tableOid, long rowId);
  }

  public KeyInserts(
      Catalog catalog,
      Table table,
      CatalogObject.Index definition,
      TableWrites writes,
      IndexKeys keys,
      Waits waits) {
    this.catalog = catalog;
    this.table = table;
    this.definition = definition;
    this.writes = writes;
    this.keys = keys;
    this.waits = waits;
    TableStore store = writes.store();
    KeyIndex shared = store == null ? null : store.index(definition.oid());
    this.own =
        shared == null
            ? writes.keys(new KeyIndex(definition, keys.attnums()), false)
            : writes.keys(shared, true);
  }

  /// Columns whose change makes a new entry necessary.
  public long mask() {
    return own.index().mask();
  }

  /// Points at the rows to add.
  public void bind(Batch rows) {
    keys.bind(rows);
  }

  /// Adds the entry of one row. Errors: 23505.
  public void add(int row, long rowId) {
    if (!keys.includes(row)) {
      return;
    }
    buffer.clear();
    keys.encode(row, buffer);
    long hash = KeyHash.of(buffer.bytes(), buffer.length());
    if (definition.unique() && (definition.nullsNotDistinct() || !keys.hasNull(row))) {
      claim(hash, row);
    }
    own.add(buffer.bytes(), buffer.length(), hash, rowId);
  }

  /// Adds the entry of a row that is there already, for a new index. Errors: 23505.
  public void build(int row, long rowId) {
    if (!keys.includes(row)) {
      return;
    }
    buffer.clear();
    keys.encode(row, buffer);
    long hash = KeyHash.of(buffer.bytes(), buffer.length());
    if (definition.unique()
        && (definition.nullsNotDistinct() || !keys.hasNull(row))
        && own.contains(buffer.bytes(), buffer.length(), hash)) {
      throw violation(
          "could not create unique index \"%s\"".formatted(definition.name()),
          "Key %s is duplicated.".formatted(keys.describe(row)));
    }
    own.add(buffer.bytes(), buffer.length(), hash, rowId);
  }

  /// Claims the key in the buffer and checks that no row has it.
  private void claim(long hash, int row) {
    boolean held = own.contains(buffer.bytes(), buffer.length(), hash);
    KeyClaims claims = own.index().claims();
    if (own.isShared()) {
      long holder = claims.claim(hash, waits.transaction());
      while (holder != 0) {
        waits.awaitEnd(holder);
        holder = claims.claim(hash, waits.transaction());
      }
    }
    boolean free = false;
    try {
      if (isTaken(held)) {
        throw violation(
            "duplicate key value violates unique constraint \"%s\"".formatted(definition.name()),
            "Key %s already exists.".formatted(keys.describe(row)));
      }
      free = true;
    } finally {
      if (!free && !held && own.isShared()) {
        claims.release(hash, waits.transaction());
      }
    }
  }

  /// @param held the transaction itself added the key in the buffer before
  private boolean isTaken(boolean held) {
    candidates.clear();
    if (held) {
      own.lookup(buffer.bytes(), buffer.length(), candidates);
    }
    for (int i = 0; i < candidates.size(); i++) {
      if (writes.newestOwn(candidates.get(i), mask()) != RowVersions.NONE) {
        return true;
      }
    }
    TableStore store = writes.store();
    if (store == null || !writes.seesCommitted() || !own.isShared()) {
      return false;
    }
    candidates.clear();
    own.index().lookup(buffer.bytes(), buffer.length(), candidates);
    for (int i = 0; i < candidates.size(); i++) {
      if (isAlive(store, candidates.get(i))) {
        return true;
      }
    }
    return false;
  }

  /// True when the newest version is there and nobody who may still commit is deleting it.
  private boolean isAlive(TableStore store, long rowId) {
    long newest = store.newest(rowId, mask());
    if (newest == RowVersions.NONE) {
      return false;
    }
    if (writes.deletes().find(newest) >= 0) {
      return writes.newestOwn(newest, mask()) != RowVersions.NONE;
    }
    waits.awaitRow(table.oid(), newest);
    return store.newest(newest, mask()) != RowVersions.NONE;
  }

  private DatabaseException violation(String message, String detail) {
    String schema =
        catalog.find(Schema.class, table.schemaOid()).map(Schema::name).orElse("public");
    return new DatabaseException(SqlState.UNIQUE_VIOLATION, message)
        .detail(detail)
        .relation(schema, table.name())
        .constraint(definition.name());
  }
}
