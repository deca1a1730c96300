package dev.omendb.sql.execute.vector;

import dev.omendb.engine.index.IndexNotes;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.storage.SegmentReader;
import java.util.Arrays;
import java.util.List;

/// The rows that pass a filter, put together from what is kept of segments and what was evaluated
/// of the transaction's own. Holds versions that nobody sees too, but [#members] does not answer
/// them. Owned by one search.
final class KnownRows implements RowIdFilter {
  private final List<SegmentReader> segments;
  private final SegmentRows[] rows;

  /// Places in `rows` by segment number, less the first number.
  private final int[] places;

  private final int first;
  private final RowBitmap others;
  private final IndexNotes notes;
  private long cardinality;

  /// @param rows of each of the segments
  /// @param others rows of further segments, all visible
  /// @param notes of the filter
  KnownRows(
      List<SegmentReader> segments, SegmentRows[] rows, RowBitmap others, IndexNotes notes) {
    this.segments = segments;
    this.rows = rows;
    this.others = others;
    this.notes = notes;
    int lowest = Integer.MAX_VALUE;
    int highest = -1;
    cardinality = others.cardinality();
    for (int i = 0; i < rows.length; i++) {
      lowest = Math.min(lowest, segments.get(i).number());
      highest = Math.max(highest, segments.get(i).number());
      cardinality += rows[i].count();
    }
    this.first = highest < 0 ? 0 : lowest;
    this.places = new int[highest < 0 ? 0 : highest - first + 1];
    Arrays.fill(places, -1);
    for (int i = 0; i < rows.length; i++) {
      places[segments.get(i).number() - first] = i;
    }
  }

  @Override
  public boolean contains(long rowId) {
    int index = (int) (rowId >>> 32) - first;
    if (index < 0 || index >= places.length || places[index] < 0) {
      return others.contains(rowId);
    }
    return rows[places[index]].contains((int) rowId);
  }

  @Override
  public boolean mayPass(long rowId) {
    int index = (int) (rowId >>> 32) - first;
    if (index < 0 || index >= places.length || places[index] < 0) {
      return true;
    }
    SegmentRows known = rows[places[index]];
    return (int) rowId >= known.rows() || known.contains((int) rowId);
  }

  @Override
  public IndexNotes notes() {
    return notes;
  }

  /// Of all versions: at least as many as there are visible rows.
  @Override
  public long cardinality() {
    return cardinality;
  }

  @Override
  public long[] members() {
    long[] own = others.members();
    long[] members = Arrays.copyOf(own, (int) cardinality);
    int count = own.length;
    for (int i = 0; i < rows.length; i++) {
      SegmentReader segment = segments.get(i);
      boolean whole = segment.allVisible();
      long base = (long) segment.number() << 32;
      for (int position : rows[i].positions(segment.rowCount())) {
        if (whole || segment.isVisible(position)) {
          members[count++] = base | position;
        }
      }
    }
    return Arrays.copyOf(members, count);
  }
}
