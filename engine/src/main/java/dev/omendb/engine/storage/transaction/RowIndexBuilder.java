package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.storage.table.RowIndex;
import dev.omendb.engine.storage.table.TableStore;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the indexes that engines keep: opened from files, built from their table, or something
/// that stands in until [IndexRebuilds] has built them. Stateless.
public final class RowIndexBuilder {
  private static final Logger LOGGER = LoggerFactory.getLogger(RowIndexBuilder.class);

  private final IndexSupport support;

  RowIndexBuilder(IndexSupport support) {
    this.support = support;
  }

  /// Opens an index from its files.
  @FunctionalInterface
  public interface Opener {
    Index open(
        IndexEngine engine,
        CatalogObject.Index definition,
        Table table,
        Supplier<IndexKeys> keys);
  }

  /// Opens an index of the manifest. Files that are damaged or missing cost a rebuild, not the
  /// database.
  void open(CatalogObject.Index index, Catalog catalog, TableStore store, Opener opener) {
    Table table = catalog.find(Table.class, index.tableOid()).orElse(null);
    IndexEngine engine = support.engine(index.accessMethod()).orElse(null);
    if (table == null || engine == null) {
      return;
    }
    Supplier<IndexKeys> keys = keys(index, catalog);
    try {
      Index opened = opener.open(engine, index, table, keys);
      store.putRowIndex(
          new RowIndex(index, table, engine, keys, keys.get().attnums(), opened));
    } catch (DatabaseException e) {
      LOGGER.warn(
          "index \"{}\" is rebuilt from its table in the background: {}",
          index.name(),
          e.getMessage());
      store.putRowIndex(standIn(engine, index, table, keys, store));
    }
  }

  /// Makes an index that came with its table, or comes again from the log, unless it is there.
  void put(CatalogObject.Index index, Catalog catalog, TableStore store, boolean recovering) {
    Table table = catalog.find(Table.class, index.tableOid()).orElse(null);
    IndexEngine engine = support.engine(index.accessMethod()).orElse(null);
    if (table != null && engine != null && store.rowIndex(index.oid()) == null) {
      Supplier<IndexKeys> keys = keys(index, catalog);
      store.putRowIndex(
          recovering
              ? standIn(engine, index, table, keys, store)
              : build(engine, index, table, keys, store, BuildMonitor.NONE));
    }
  }

  private Supplier<IndexKeys> keys(CatalogObject.Index index, Catalog catalog) {
    return () -> support.keys(catalog, index);
  }

  /// Something that answers for an index until that is built, beside transactions. Where there is
  /// nothing to build, or nobody may ask the index, an empty one will do.
  private static RowIndex standIn(
      IndexEngine engine,
      CatalogObject.Index index,
      Table table,
      Supplier<IndexKeys> keys,
      TableStore store) {
    IndexKeys here = keys.get();
    List<IndexRows> rows = index.valid() ? liveRows(index, table, here, store) : List.of();
    if (rows.isEmpty()) {
      return build(engine, index, table, keys, null, BuildMonitor.NONE);
    }
    Index made = engine.standIn(index, table, keys, rows);
    return new RowIndex(index, table, engine, keys, here.attnums(), made).standingIn();
  }

  /// @param committed the rows to cover, null for none
  static RowIndex build(
      IndexEngine engine,
      CatalogObject.Index index,
      Table table,
      Supplier<IndexKeys> keys,
      @Nullable TableStore committed,
      BuildMonitor monitor) {
    IndexKeys here = keys.get();
    List<IndexRows> rows =
        committed == null ? List.of() : liveRows(index, table, here, committed);
    return new RowIndex(
        index, table, engine, keys, here.attnums(),
        engine.build(index, table, keys, rows, monitor));
  }

  private static List<IndexRows> liveRows(
      CatalogObject.Index index, Table table, IndexKeys keys, TableStore store) {
    return RowIndex.liveRows(
        store.views(table, Long.MAX_VALUE - 1), table, keys, index.predicateSql() != null);
  }
}
