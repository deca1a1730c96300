package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An index over values without a common number of dimensions: one index for each number there is,
/// and which rows those are. A search goes through one of them, once it is sure that no row counts
/// that cannot be compared with the query.
///
/// The files of the index for 3 dimensions begin with `d3-` after the prefix of the whole; its rows
/// ([RowBits]) are in `d3-members-…`.
final class MixedIndex implements Index {
  private static final String MEMBERS = "members-";
  private static final Pattern GROUP = Pattern.compile("-d(\\d+)-(" + MEMBERS + ")?");

  private final IndexSource source;
  private final KeyReaders readers;
  private final Object lock = new Object();

  /// Guarded by the lock.
  private final KeyReader writer;

  /// By dimensions. Replaced under the lock.
  private volatile Map<Integer, Group> groups;

  private volatile TableSegments segments = number -> null;

  /// The rows of one number of dimensions.
  record Group(VectorKey key, Index index, RowBits rows) {}

  MixedIndex(IndexSource source) {
    this(source, Map.of());
  }

  private MixedIndex(IndexSource source, Map<Integer, Group> groups) {
    this.source = source;
    this.readers = source.readers(source.key());
    this.writer = readers.take();
    this.groups = groups;
  }

  /// The index in the files a checkpoint named. Errors: XX002 when one is damaged.
  static MixedIndex open(
      IndexSource source, FileSystem files, String folder, List<String> names) {
    Map<Integer, List<String>> parts = new TreeMap<>();
    Map<Integer, RowBits> rows = new TreeMap<>();
    for (String name : names) {
      Matcher group = GROUP.matcher(name);
      if (!group.find()) {
        throw new DatabaseException(
            SqlState.INDEX_CORRUPTED, "vector index file \"" + name + "\" is of another index");
      }
      int dimensions = Integer.parseInt(group.group(1));
      if (group.group(2) != null) {
        rows.put(dimensions, RowBits.decode(PartFile.readNumbers(files, folder + "/" + name)));
      } else {
        parts.computeIfAbsent(dimensions, _ -> new ArrayList<>()).add(name);
      }
    }
    Map<Integer, Group> groups = new TreeMap<>();
    rows.forEach(
        (dimensions, found) -> {
          VectorKey key = source.key().withDimensions(dimensions);
          List<String> own = parts.getOrDefault(dimensions, List.of());
          groups.put(
              dimensions, new Group(key, source.open(key, files, folder, own), found));
        });
    return new MixedIndex(source, groups);
  }

  CatalogObject.Index definition() {
    return source.definition();
  }

  KeyReaders readers() {
    return readers;
  }

  /// An index without rows, for queries of dimensions that no row has.
  Index empty(VectorKey key) {
    return source.empty(key);
  }

  @Override
  public void attach(TableSegments table) {
    segments = table;
    groups.values().forEach(group -> group.index().attach(table));
  }

  @Override
  public void append(IndexRows rows) {
    synchronized (lock) {
      byDimensions(rows, writer)
          .forEach(
              (dimensions, some) -> {
                Group group = group(dimensions);
                group.index().append(some);
                add(some, group.rows());
                group.rows().publish();
              });
    }
  }

  /// The group of some dimensions, made when it is needed. Called under the lock.
  private Group group(int dimensions) {
    Group known = groups.get(dimensions);
    if (known != null) {
      return known;
    }
    VectorKey key = source.key().withDimensions(dimensions);
    Group made = new Group(key, source.empty(key), new RowBits());
    made.index().attach(segments);
    Map<Integer, Group> more = new TreeMap<>(groups);
    more.put(dimensions, made);
    groups = more;
    return made;
  }

  private static void add(IndexRows rows, RowBits into) {
    for (int i = 0; i < rows.count(); i++) {
      into.add(rows.rowId(i));
    }
  }

  /// Rows with a key, apart by its dimensions.
  private static Map<Integer, IndexRows> byDimensions(IndexRows rows, KeyReader reader) {
    int[] dimensions = new int[rows.count()];
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < rows.count(); i++) {
      dimensions[i] = reader.dimensions(rows.segment(), rows.positions()[i]);
      if (dimensions[i] >= 0) {
        counts.merge(dimensions[i], 1, Integer::sum);
      }
    }
    Map<Integer, IndexRows> apart = new TreeMap<>();
    counts.forEach(
        (wanted, count) -> {
          int[] positions = new int[count];
          int size = 0;
          for (int i = 0; i < dimensions.length; i++) {
            if (dimensions[i] == wanted) {
              positions[size++] = rows.positions()[i];
            }
          }
          apart.put(wanted, new IndexRows(rows.segment(), positions, count));
        });
    return apart;
  }

  @Override
  public void fill(List<IndexRows> rows, BuildMonitor monitor) {
    KeyReader reader = readers.take();
    Map<Integer, List<IndexRows>> apart = new TreeMap<>();
    for (IndexRows some : rows) {
      byDimensions(some, reader)
          .forEach((d, part) -> apart.computeIfAbsent(d, _ -> new ArrayList<>()).add(part));
    }
    readers.giveBack(reader);
    List<Integer> filled = new ArrayList<>();
    try {
      apart.forEach(
          (dimensions, some) -> {
            fill(dimensions, some, monitor);
            filled.add(dimensions);
          });
    } catch (DatabaseException e) {
      filled.forEach(dimensions -> takeOut(dimensions, apart.getOrDefault(dimensions, List.of())));
      throw e;
    }
  }

  private void fill(int dimensions, List<IndexRows> rows, BuildMonitor monitor) {
    Group group;
    synchronized (lock) {
      group = group(dimensions);
    }
    group.index().fill(rows, monitor);
    synchronized (lock) {
      rows.forEach(some -> add(some, group.rows()));
      group.rows().publish();
    }
  }

  /// The rows were not there.
  private void takeOut(int dimensions, List<IndexRows> rows) {
    RowBits given = new RowBits();
    rows.forEach(some -> add(some, given));
    synchronized (lock) {
      renumber(Map.of(dimensions, group(dimensions)), id -> given.contains(id) ? -1 : id);
    }
  }

  @Override
  public IndexReader reader(IndexSnapshot snapshot) {
    return new MixedReader(this, groups, snapshot);
  }

  @Override
  public Checkpoint checkpoint() {
    Map<Integer, Checkpoint> indexes = new TreeMap<>();
    Map<Integer, long[]> rows = new TreeMap<>();
    synchronized (lock) {
      groups.forEach(
          (dimensions, group) -> {
            indexes.put(dimensions, group.index().checkpoint());
            rows.put(dimensions, group.rows().encode());
          });
    }
    return (files, folder, prefix) -> {
      List<String> names = new ArrayList<>();
      rows.forEach(
          (dimensions, encoded) -> {
            String own = prefix + "d" + dimensions + "-";
            if (encoded.length > 0) {
              names.add(PartFile.writeNumbers(files, folder, own + MEMBERS, encoded));
              names.addAll(indexes.get(dimensions).write(files, folder, own));
            }
          });
      return names;
    };
  }

  @Override
  public void moved(LongUnaryOperator newRowIds) {
    synchronized (lock) {
      renumber(groups, newRowIds);
    }
  }

  /// Groups without rows end. Called under the lock.
  private void renumber(Map<Integer, Group> some, LongUnaryOperator newRowIds) {
    Map<Integer, Group> now = new TreeMap<>(groups);
    some.forEach(
        (dimensions, group) -> {
          RowBits rows = group.rows().renumbered(newRowIds);
          group.index().moved(newRowIds);
          if (rows.pieces().length > 0) {
            now.put(dimensions, new Group(group.key(), group.index(), rows));
          } else {
            now.remove(dimensions);
          }
        });
    groups = now;
  }

  @Override
  public void maintain(LongUnaryOperator needed) {
    groups.values().forEach(group -> group.index().maintain(needed));
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (Group group : groups.values()) {
      bytes += group.index().bytes() + group.rows().bytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    groups.values().forEach(group -> group.index().close());
  }
}
