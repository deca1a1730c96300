package dev.omendb.engine.log;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The next segment's file, filled with zeros ahead of need, since that takes as long as hundreds
/// of commits.
final class SpareSegment {
  private final FileSystem files;
  private final String folder;
  private final Executor background;
  private final long segmentBytes;
  private final String spareName;
  private @Nullable DataFile ready;
  private boolean closed;

  SpareSegment(FileSystem files, String folder, Executor background, long segmentBytes) {
    this.files = files;
    this.folder = folder;
    this.background = background;
    this.segmentBytes = segmentBytes;
    this.spareName = folder + "/spare";
    if (files.exists(spareName)) {
      files.delete(spareName); // nobody knows how far its preparation came
    }
  }

  /// Begins making a spare in the background. A failure there shows when [#take] tries again.
  void prepare() {
    background.execute(this::prepareNow);
  }

  private synchronized void prepareNow() {
    if (ready == null && !closed) {
      try {
        ready = make(segmentBytes);
      } catch (DatabaseException e) {
        ready = null;
      }
    }
  }

  /// A new segment file under its final name, header durable.
  synchronized DataFile take(String name, Lsn start, long neededBytes) {
    DataFile file = ready;
    ready = null;
    if (file == null || file.size() < neededBytes) {
      if (file != null) {
        file.close();
        files.delete(spareName);
      }
      file = make(Math.max(segmentBytes, neededBytes));
    }
    file.write(0, LogSegment.header(start));
    file.force();
    files.rename(spareName, name);
    files.syncFolder(folder);
    return file;
  }

  synchronized void close() {
    closed = true;
    if (ready != null) {
      ready.close();
      ready = null;
    }
  }

  private DataFile make(long bytes) {
    if (files.exists(spareName)) {
      files.delete(spareName);
    }
    DataFile file = files.create(spareName);
    try {
      file.preallocate(bytes);
      file.force();
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
