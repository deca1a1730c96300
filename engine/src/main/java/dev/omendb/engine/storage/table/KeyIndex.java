package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.index.btree.KeyRun;
import dev.omendb.engine.index.btree.KeyTail;
import dev.omendb.engine.index.btree.RowIds;
import dev.omendb.engine.storage.segment.ColumnMask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The committed entries of one ordered index, and the keys that running transactions have claimed.
/// Written by the applying thread; read without locks. Entries name the row version they were made
/// for; visibility is the reader's business.
public final class KeyIndex {
  private final CatalogObject.Index definition;
  private final int[] attnums;
  private final long mask;
  private final KeyClaims claims = new KeyClaims();

  /// Takes new entries; the last of the parts.
  private KeyTail tail = new KeyTail();

  /// Parts that somebody outside the commits is about to merge.
  private List<IndexPart> held = List.of();

  private volatile List<IndexPart> parts = List.of(new IndexPart(tail, ""));

  /// @param attnums columns that matter to the index
  public KeyIndex(CatalogObject.Index definition, int[] attnums) {
    this.definition = definition;
    this.attnums = attnums;
    this.mask = ColumnMask.of(attnums);
  }

  KeyIndex emptyCopy() {
    return new KeyIndex(definition, attnums);
  }

  public long oid() {
    return definition.oid();
  }

  public CatalogObject.Index definition() {
    return definition;
  }

  /// Columns whose change makes a new entry necessary.
  public long mask() {
    return mask;
  }

  void add(byte[] key, long rowId) {
    tail.add(key, key.length, rowId);
  }

  /// Adds a run in front of the tail.
  synchronized void add(KeyRun run) {
    addPart(new IndexPart(run, ""));
    List<IndexPart> crowd = IndexMerge.crowd(parts, held);
    if (!crowd.isEmpty()) {
      replace(crowd, new IndexPart(IndexMerge.merge(crowd, LongUnaryOperator.identity()), ""));
    }
  }

  /// Adds a run from a file.
  public synchronized void addStored(String file, KeyRun run) {
    addPart(new IndexPart(run, file));
  }

  private void addPart(IndexPart part) {
    List<IndexPart> more = new ArrayList<>(parts);
    more.add(more.size() - 1, part);
    parts = List.copyOf(more);
  }

  /// Begins a new tail, so that all parts but the last stay as they are until [#release]. Called
  /// between commits, for one user at a time.
  synchronized List<IndexPart> freeze() {
    List<IndexPart> frozen = parts;
    if (tail.isEmpty()) {
      held = List.copyOf(frozen.subList(0, frozen.size() - 1));
      return held;
    }
    held = frozen;
    List<IndexPart> more = new ArrayList<>(frozen);
    tail = new KeyTail();
    more.add(new IndexPart(tail, ""));
    parts = List.copyOf(more);
    return frozen;
  }

  /// Lets every entry name another row, or none (-1). Freezing comes between commits, the work
  /// after.
  void rename(List<IndexPart> frozen, LongUnaryOperator newRowIds) {
    if (!frozen.isEmpty()) {
      replace(frozen, new IndexPart(IndexMerge.merge(frozen, newRowIds), ""));
    }
    release();
  }

  /// The parts of the last [#freeze] may be merged with others again.
  public synchronized void release() {
    held = List.of();
  }

  /// Puts `merged` in the place of the parts it was made of.
  public synchronized void replace(List<IndexPart> sources, IndexPart merged) {
    List<IndexPart> result = new ArrayList<>();
    boolean placed = false;
    for (IndexPart part : parts) {
      if (!sources.contains(part)) {
        result.add(part);
      } else if (!placed) {
        result.add(merged);
        placed = true;
      }
    }
    parts = List.copyOf(result);
  }

  List<IndexPart> parts() {
    return parts;
  }

  /// Bytes of all parts.
  long bytes() {
    long bytes = 0;
    for (IndexPart part : parts) {
      bytes +=
          switch (part.entries()) {
            case KeyRun run -> run.bytes().byteSize();
            case KeyTail tail -> tail.bytes();
            default -> 0;
          };
    }
    return bytes;
  }

  /// Collects the ids of all versions with this key.
  void lookup(byte[] key, int length, RowIds into) {
    List<IndexPart> now = parts;
    for (int i = 0; i < now.size(); i++) {
      now.get(i).entries().lookup(key, length, into);
    }
  }

  /// Keys of a unique index that running transactions are about to add.
  KeyClaims claims() {
    return claims;
  }
}
