package dev.omendb.engine.storage.checkpoint;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.btree.KeyRun;
import dev.omendb.engine.storage.checkpoint.Manifest.IndexEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.SegmentEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.TableEntry;
import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.segment.StoredData;
import dev.omendb.engine.storage.table.KeyIndex;
import dev.omendb.engine.storage.table.TableImage;
import dev.omendb.engine.storage.table.TableStore;
import dev.omendb.engine.storage.transaction.StoreImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Opens the files a manifest names. Values are mapped, not read.
public final class ManifestLoader {
  private final FileSystem files;

  public ManifestLoader(FileSystem files) {
    this.files = files;
  }

  /// Errors: XX001 when a file is damaged, 58P01 when one is missing.
  public StoreImage load(Manifest manifest) {
    List<TableImage> tables = new ArrayList<>();
    for (TableEntry table : manifest.tables()) {
      tables.add(load(table));
    }
    List<CatalogChange> objects = new ArrayList<>();
    manifest.catalog().forEach(object -> objects.add(new CatalogChange.Put(object)));
    Catalog catalog = objects.isEmpty() ? Catalog.EMPTY : Catalog.EMPTY.with(objects);
    return new StoreImage(
        manifest.timestamp(), manifest.lastTransactionId(), catalog, tables);
  }

  /// Puts the runs of an index that was just made in memory.
  public void loadRuns(Manifest manifest, KeyIndex index) {
    for (TableEntry table : manifest.tables()) {
      for (IndexEntry entry : table.indexes()) {
        if (entry.oid() == index.oid()) {
          for (String file : entry.files()) {
            index.addStored(file, KeyRun.open(files, DataFolder.INDEXES + "/" + file));
          }
        }
      }
    }
  }

  /// Opens an index that an engine keeps. Errors: XX002 when a file is damaged, or when it was not
  /// complete at the checkpoint; 58P01 when one is missing.
  public Index open(
      Manifest manifest,
      IndexEngine engine,
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys) {
    for (TableEntry entry : manifest.tables()) {
      for (IndexEntry index : entry.indexes()) {
        if (index.oid() == definition.oid()) {
          return engine.open(
              definition, table, keys, files, DataFolder.INDEXES, index.files());
        }
      }
    }
    throw new DatabaseException(
        SqlState.INDEX_CORRUPTED, "it was not complete at the last checkpoint");
  }

  private TableImage load(TableEntry table) {
    List<Segment> segments = new ArrayList<>();
    for (SegmentEntry entry : table.segments()) {
      StoredData data = StoredData.open(files, DataFolder.SEGMENTS + "/" + entry.file());
      RowVersions versions = new RowVersions(data.rows());
      if (!entry.deletesFile().isEmpty()) {
        DeletesFile.read(files, DataFolder.DELETES + "/" + entry.deletesFile(), versions);
      }
      segments.add(new Segment(entry.number(), data, versions));
    }
    TableStore store = TableStore.restore(table.oid(), segments, table.nextSegment());
    return new TableImage(store, segments, table.nextSegment(), List.of(), List.of());
  }
}
