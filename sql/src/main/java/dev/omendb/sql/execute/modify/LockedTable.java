package dev.omendb.sql.execute.modify;

import dev.omendb.sql.execute.scan.ScanTarget;
import java.util.List;
import java.util.stream.IntStream;

/// Where a child's batches hold a table's rows.
///
/// @param target the table and its columns, [ScanTarget#ROW_ID] among them
/// @param places for each of the target's columns its place in the batch
public record LockedTable(ScanTarget target, List<Integer> places) {
  public LockedTable {
    places = List.copyOf(places);
    if (places.size() != target.attnums().size() || !target.attnums().contains(ScanTarget.ROW_ID)) {
      throw new IllegalArgumentException("row id or places missing");
    }
  }

  /// The target's columns are the batch's first ones.
  public static LockedTable first(ScanTarget target) {
    return new LockedTable(
        target, IntStream.range(0, target.attnums().size()).boxed().toList());
  }

  int rowIdPlace() {
    return places.get(target.attnums().indexOf(ScanTarget.ROW_ID));
  }
}
