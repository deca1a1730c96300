package dev.omendb.engine.index;

import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.storage.SegmentReader;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// One index that keeps rows in a structure of its own, such as vector lists, apart from the
/// table's segments. Ordered indexes are storage's own business.
///
/// An entry names the row version it was made for; [IndexSnapshot#visible] finds the version a
/// reader sees. Written by one thread at a time, in commit order; read by any number meanwhile.
public interface Index extends AutoCloseable {
  /// Tells the index where its table keeps rows, for background work: once it is part of the table,
  /// before the first commit it takes in.
  default void attach(TableSegments segments) {}

  /// Takes in rows of a commit, before it becomes visible. Commits wait for this: the cost must be
  /// bounded, heavier work belongs to a background thread.
  void append(IndexRows rows);

  /// Takes in rows that were there before the index was made, all at once, while commits go on:
  /// none of them was or will be given to [#append].
  ///
  /// @param monitor asked and told from any thread
  /// Errors: 57014 soon after the monitor says that it is cancelled; then the index is as before.
  default void fill(List<IndexRows> rows, BuildMonitor monitor) {
    rows.forEach(this::append);
  }

  /// The index as one statement sees it.
  IndexReader reader(IndexSnapshot snapshot);

  /// What a checkpoint has to write. Called between commits; must be quick.
  Checkpoint checkpoint();

  /// Rows got other ids, by compaction.
  ///
  /// @param newRowIds the new id of a row, itself when it stayed, -1 when it is gone
  void moved(LongUnaryOperator newRowIds);

  /// Time to rebuild what has decayed. Runs beside commits, never beside [#moved] or a checkpoint.
  ///
  /// @param needed the first version, from an entry's row on, that anybody may see; -1 when the
  ///     entry is dead
  default void maintain(LongUnaryOperator needed) {}

  /// Bytes held, in memory and files.
  long bytes();

  @Override
  void close();

  /// The segments of a table, whatever the visibility of their rows.
  interface TableSegments {
    /// Null when no row of it is needed any more.
    @Nullable SegmentReader segment(int number);
  }

  /// The state of an index at one moment, to be written while the index goes on.
  interface Checkpoint {
    /// Makes the state durable (but for the folder's entries) and names the files that hold it, old
    /// ones included; files not named are deleted. File names begin with `prefix`, which no other
    /// index has, and never name different content twice.
    List<String> write(FileSystem files, String folder, String prefix);
  }
}
