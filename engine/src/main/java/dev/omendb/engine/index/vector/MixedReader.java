package dev.omendb.engine.index.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.storage.SegmentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An index over values of any dimensions at one snapshot.
final class MixedReader implements VectorIndexReader {
  /// A set with fewer members than one in so many of the rows to check is read member by member.
  private static final int SMALL_SHARE = 8;

  private final MixedIndex index;
  private final Map<Integer, MixedIndex.Group> groups;
  private final IndexSnapshot snapshot;

  MixedReader(
      MixedIndex index, Map<Integer, MixedIndex.Group> groups, IndexSnapshot snapshot) {
    this.index = index;
    this.groups = groups;
    this.snapshot = snapshot;
  }

  /// Errors: 22000 `different vector dimensions 3 and 4`, when a row that counts has others.
  @Override
  public VectorSearch search(VectorQuery query) {
    VectorKey key = index.readers().key().ofValue(query.vector());
    KeyReader reader = index.readers().take();
    List<IndexRows> own = own(reader, key, query.filter());
    requireComparable(reader, key, query);
    index.readers().giveBack(reader);
    MixedIndex.Group group = groups.get(key.dimensions());
    Index searched = group == null ? index.empty(key) : group.index();
    return ((VectorIndexReader) searched.reader(new WithOwnRows(snapshot, own))).search(query);
  }

  /// Rows of the running transaction that a search may find. Errors: 22000 for one that cannot be
  /// compared.
  private List<IndexRows> own(KeyReader reader, VectorKey key, @Nullable RowIdFilter filter) {
    boolean partial = filter == null && index.definition().predicateSql() != null;
    List<IndexRows> own = new ArrayList<>();
    for (IndexRows rows : snapshot.ownRows()) {
      int[] positions = new int[rows.count()];
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.positions()[i];
        if ((filter == null || filter.contains(rows.rowId(i)))
            && (!partial || reader.includes(rows.segment(), position))) {
          int dimensions = reader.dimensions(rows.segment(), position);
          if (dimensions >= 0 && dimensions != key.dimensions()) {
            throw KeyQuery.different(key, dimensions, key.dimensions());
          }
          positions[count++] = position;
        }
      }
      own.add(new IndexRows(rows.segment(), positions, count));
    }
    return own;
  }

  /// Rows of other dimensions must be dead, invisible or refused by the filter.
  private void requireComparable(KeyReader reader, VectorKey key, VectorQuery query) {
    long positions = 0;
    for (MixedIndex.Group group : groups.values()) {
      if (group.key().dimensions() != key.dimensions()) {
        positions += RowBits.positions(group.rows().pieces());
      }
    }
    RowIdFilter filter = query.filter();
    if (positions == 0) {
      return;
    }
    if (filter != null && filter.cardinality() <= positions / SMALL_SHARE) {
      requireComparable(reader, key, filter.members());
      return;
    }
    for (MixedIndex.Group group : groups.values()) {
      int dimensions = group.key().dimensions();
      if (dimensions != key.dimensions() && counts(group.rows(), query)) {
        throw KeyQuery.different(key, dimensions, key.dimensions());
      }
    }
  }

  /// True when the query would have to look at one of some rows.
  private boolean counts(RowBits rows, VectorQuery query) {
    CandidateCheck check = new CandidateCheck(snapshot, query.filter());
    long[] ids = new long[Column.BATCH_ROWS];
    for (RowBits.Piece piece : rows.pieces()) {
      for (int from = 0; from < piece.positions(); from += ids.length) {
        query.checkCancelled().run();
        if (check.keep(ids, piece.copyIds(from, from + ids.length, ids)) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void requireComparable(KeyReader reader, VectorKey key, long[] members) {
    for (long id : members) {
      SegmentReader segment = snapshot.segment((int) (id >>> 32));
      int dimensions = segment == null ? -1 : reader.dimensions(segment, (int) id);
      if (dimensions >= 0 && dimensions != key.dimensions()) {
        throw KeyQuery.different(key, dimensions, key.dimensions());
      }
    }
  }

  /// The mean over the rows: each number of dimensions is searched apart.
  @Override
  public double recall(int k, int samples, double target, RandomGenerator random) {
    long rows = 0;
    for (MixedIndex.Group group : groups.values()) {
      rows += group.rows().count();
    }
    double recall = 0;
    IndexSnapshot committed = new WithOwnRows(snapshot, List.of());
    for (MixedIndex.Group group : groups.values()) {
      double share = (double) group.rows().count() / rows;
      int some = (int) Math.max(1, Math.round(share * samples));
      VectorIndexReader reader = (VectorIndexReader) group.index().reader(committed);
      recall += share * reader.recall(k, some, target, random);
    }
    return rows == 0 ? 1 : recall;
  }

  /// A snapshot whose own rows are known.
  private record WithOwnRows(IndexSnapshot all, List<IndexRows> ownRows)
      implements IndexSnapshot {
    @Override
    public int visible(long[] rowIds, int count) {
      return all.visible(rowIds, count);
    }

    @Override
    public int visiblePrefix(int segment) {
      return all.visiblePrefix(segment);
    }

    @Override
    public int changedRows(int segment) {
      return all.changedRows(segment);
    }

    @Override
    public boolean isChanged(long rowId) {
      return all.isChanged(rowId);
    }

    @Override
    public @Nullable SegmentReader segment(int number) {
      return all.segment(number);
    }
  }
}
