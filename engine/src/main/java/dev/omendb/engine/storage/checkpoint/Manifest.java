package dev.omendb.engine.storage.checkpoint;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.log.Lsn;
import java.util.List;

/// Everything committed up to one moment, by the names of the files that hold it. Replaced as a
/// whole by each checkpoint.
///
/// @param timestamp commits up to here are in the files
/// @param replayFrom first log entry that recovery reads
/// @param lastOid oids up to here were handed out
/// @param lastTransactionId the same for transactions
public record Manifest(
    long timestamp,
    Lsn replayFrom,
    long lastOid,
    long lastTransactionId,
    List<CatalogObject> catalog,
    List<SequenceEntry> sequences,
    List<TableEntry> tables) {
  public Manifest {
    catalog = List.copyOf(catalog);
    sequences = List.copyOf(sequences);
    tables = List.copyOf(tables);
  }

  /// A new database.
  public static final Manifest EMPTY =
      new Manifest(
          0,
          Lsn.ZERO,
          CatalogObject.FIRST_NORMAL_OID - 1,
          0,
          List.of(),
          List.of(),
          List.of());

  /// @param value last value that may have been handed out
  public record SequenceEntry(long oid, long value, boolean isCalled) {}

  /// @param nextSegment number of the segment that comes next
  public record TableEntry(
      long oid, int nextSegment, List<SegmentEntry> segments, List<IndexEntry> indexes) {
    public TableEntry {
      segments = List.copyOf(segments);
      indexes = List.copyOf(indexes);
    }
  }

  /// @param file name of the segment file
  /// @param deletesFile name of the file of its deletions, empty when there are none
  public record SegmentEntry(int number, String file, String deletesFile) {}

  /// @param files its sorted runs
  public record IndexEntry(long oid, List<String> files) {
    public IndexEntry {
      files = List.copyOf(files);
    }
  }
}
