package dev.omendb.engine.log;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Files for the next segments. One is filled with zeros ahead of need, since that takes as long as
/// hundreds of commits. Segments that are no longer needed become spares as they are, so that later
/// ones need neither zeros nor new room on the disk: what they hold has lower entries than any
/// segment made of them, and is not taken for records there. Thread-safe.
final class SpareSegments {
  /// Further ones are deleted. So many segments come between two checkpoints.
  private static final int MAX_COUNT = 16;

  private static final String PREFIX = "spare";

  private final FileSystem files;
  private final String folder;
  private final Executor background;
  private final long segmentBytes;

  /// Names of files of `segmentBytes`.
  private final ArrayDeque<String> ready = new ArrayDeque<>();

  private int named;
  private boolean closed;

  /// Finds the spares of an earlier process; of those that do not have their size nobody knows how
  /// far their preparation came.
  SpareSegments(FileSystem files, String folder, Executor background, long segmentBytes) {
    this.files = files;
    this.folder = folder;
    this.background = background;
    this.segmentBytes = segmentBytes;
    List<String> found = files.list(folder).stream().filter(f -> f.startsWith(PREFIX)).toList();
    for (String file : found) {
      String name = folder + "/" + file;
      if (files.size(name) == segmentBytes) {
        ready.add(name);
      } else {
        files.delete(name);
      }
    }
  }

  /// Begins making a spare in the background when there is none. A failure there shows when [#take]
  /// tries again.
  void prepare() {
    background.execute(this::prepareNow);
  }

  private synchronized void prepareNow() {
    if (ready.isEmpty() && !closed) {
      try {
        String name = nextName();
        make(name, segmentBytes).close();
        ready.add(name);
      } catch (DatabaseException e) {
        assert ready.isEmpty();
      }
    }
  }

  /// Takes over segments that are no longer part of the log, and deletes those it has no use for.
  /// They become spares when their old names are gone for certain: a crash must not bring a name
  /// back with a later segment's content.
  synchronized void recycle(List<String> segments) {
    if (segments.isEmpty()) {
      return;
    }
    List<String> renamed = new ArrayList<>();
    for (String segment : segments) {
      boolean wanted = ready.size() + renamed.size() < MAX_COUNT;
      if (wanted && files.size(segment) == segmentBytes) {
        String spare = nextName();
        files.rename(segment, spare);
        renamed.add(spare);
      } else {
        files.delete(segment);
      }
    }
    files.syncFolder(folder);
    ready.addAll(renamed);
  }

  /// A new segment file under its final name, header durable.
  synchronized DataFile take(String name, Lsn start, long neededBytes) {
    boolean reuse = neededBytes <= segmentBytes && !ready.isEmpty();
    String spare = reuse ? ready.remove() : nextName();
    DataFile file =
        reuse ? files.open(spare) : make(spare, Math.max(segmentBytes, neededBytes));
    file.write(0, LogSegment.header(start));
    file.force();
    files.rename(spare, name);
    files.syncFolder(folder);
    return file;
  }

  synchronized void close() {
    closed = true;
  }

  private DataFile make(String name, long bytes) {
    DataFile file = files.create(name);
    try {
      file.preallocate(bytes);
      file.force();
      return file;
    } catch (RuntimeException e) {
      file.close();
      giveBack(name, e);
      throw e;
    }
  }

  /// A file that could not be filled takes room that others need.
  private void giveBack(String name, RuntimeException cause) {
    try {
      files.delete(name);
    } catch (DatabaseException e) {
      cause.addSuppressed(e);
    }
  }

  private String nextName() {
    String name;
    do {
      name = folder + "/" + PREFIX + ++named;
    } while (files.exists(name));
    return name;
  }
}
