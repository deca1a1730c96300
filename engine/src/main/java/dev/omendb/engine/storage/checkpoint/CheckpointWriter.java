package dev.omendb.engine.storage.checkpoint;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.btree.KeyRun;
import dev.omendb.engine.log.Lsn;
import dev.omendb.engine.storage.checkpoint.Manifest.IndexEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.SegmentEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.SequenceEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.TableEntry;
import dev.omendb.engine.storage.segment.RowVersions;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.segment.SegmentWriter;
import dev.omendb.engine.storage.segment.StoredData;
import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.table.IndexMerge;
import dev.omendb.engine.storage.table.IndexPart;
import dev.omendb.engine.storage.table.KeyIndex;
import dev.omendb.engine.storage.table.TableImage;
import dev.omendb.engine.storage.table.TableImage.IndexImage;
import dev.omendb.engine.storage.table.TableImage.RowIndexImage;
import dev.omendb.engine.storage.table.TableStore;
import dev.omendb.engine.storage.transaction.StoreImage;
import dev.omendb.engine.storage.transaction.TemporaryObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes what is committed into files, then the manifest that names them. Closed tails become
/// mapped files under their readers' feet. One checkpoint at a time.
public final class CheckpointWriter {
  private final FileSystem files;
  private final SegmentWriter segments;

  /// The deletions file of each segment, and how many it holds: segments without new ones keep
  /// their file.
  private final Map<String, WrittenDeletes> deletes = new HashMap<>();

  private record WrittenDeletes(String name, int tombstones) {}

  public CheckpointWriter(FileSystem files) {
    this.files = files;
    this.segments = new SegmentWriter(files, DataFolder.SEGMENTS);
  }

  /// No snapshot is older. Of the running checkpoint.
  private long oldestSnapshot;

  /// Returns the manifest, in place and durable. Files it does not name are gone.
  public Manifest write(
      StoreImage image,
      long oldest,
      Lsn replayFrom,
      long lastOid,
      List<SequenceEntry> sequences) {
    oldestSnapshot = oldest;
    List<TableEntry> tables = new ArrayList<>();
    for (TableImage table : image.tables()) {
      tables.add(writeTable(table, image.timestamp()));
    }
    files.syncFolder(DataFolder.SEGMENTS);
    files.syncFolder(DataFolder.DELETES);
    files.syncFolder(DataFolder.INDEXES);
    Manifest manifest =
        new Manifest(
            image.timestamp(),
            replayFrom,
            lastOid,
            image.lastTransactionId(),
            durable(image.catalog()),
            sequences,
            tables);
    ManifestFile.write(files, manifest);
    DataFolder.removeUnnamed(files, manifest);
    return manifest;
  }

  private static List<CatalogObject> durable(Catalog catalog) {
    List<CatalogObject> objects = new ArrayList<>(catalog.objects());
    objects.removeIf(object -> TemporaryObjects.contain(object, catalog));
    return objects;
  }

  private TableEntry writeTable(TableImage table, long timestamp) {
    List<SegmentEntry> entries = new ArrayList<>();
    for (Segment segment : table.segments()) {
      entries.add(writeSegment(table.store().oid(), segment, timestamp));
    }
    List<IndexEntry> indexes = new ArrayList<>();
    for (IndexImage index : table.indexes()) {
      indexes.add(writeIndex(table.store(), index, timestamp));
    }
    for (RowIndexImage index : table.rowIndexes()) {
      indexes.add(
          new IndexEntry(
              index.oid(),
              index.checkpoint().write(files, DataFolder.INDEXES, index.oid() + "-")));
    }
    return new TableEntry(table.store().oid(), table.nextSegment(), entries, indexes);
  }

  /// Writes what is in memory as one run, together with stored runs that are not much larger.
  private IndexEntry writeIndex(TableStore table, IndexImage image, long timestamp) {
    KeyIndex index = image.index();
    List<IndexPart> merged = new ArrayList<>(IndexMerge.outgrown(image.parts()));
    List<String> names = new ArrayList<>();
    boolean unsaved = false;
    for (IndexPart part : image.parts()) {
      if (part.isStored() && !merged.contains(part)) {
        names.add(part.file());
      } else if (!part.isStored()) {
        merged.add(part);
        unsaved = true;
      }
    }
    if (unsaved) {
      KeyRun run =
          IndexMerge.merge(
              merged, rowId -> table.firstNeeded(rowId, index.mask(), oldestSnapshot));
      String name = "%d-%d.run".formatted(index.oid(), timestamp);
      String path = DataFolder.INDEXES + "/" + name;
      if (files.exists(path)) {
        files.delete(path);
      }
      run.write(files, path);
      index.replace(merged, new IndexPart(KeyRun.open(files, path), name));
      names.add(name);
    }
    index.release();
    return new IndexEntry(index.oid(), names);
  }

  private SegmentEntry writeSegment(long tableOid, Segment segment, long timestamp) {
    StoredData stored =
        switch (segment.data()) {
          case StoredData already -> already;
          case TailData tail -> {
            String path = DataFolder.SEGMENTS + "/" + segments.write(tail);
            StoredData sealed = StoredData.open(files, path);
            segment.replaceData(sealed);
            yield sealed;
          }
        };
    String file = stored.name().substring(DataFolder.SEGMENTS.length() + 1);
    return new SegmentEntry(
        segment.number(), file, writeDeletes(tableOid, segment, stored.rows(), timestamp));
  }

  private String writeDeletes(long tableOid, Segment segment, int rows, long timestamp) {
    RowVersions versions = segment.versions();
    int tombstones = versions.tombstones();
    if (tombstones == 0) {
      return "";
    }
    String key = tableOid + "-" + segment.number();
    WrittenDeletes before = deletes.get(key);
    if (before != null && before.tombstones() == tombstones) {
      return before.name();
    }
    String name = "%s-%d.deletes".formatted(key, timestamp);
    String path = DataFolder.DELETES + "/" + name;
    int written = DeletesFile.write(files, path, versions, rows, timestamp);
    if (written == 0) {
      return "";
    }
    deletes.put(key, new WrittenDeletes(name, written));
    return name;
  }
}
