package dev.omendb.engine.fs.simulated;

import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileErrors;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.MappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Another file system whose n-th changing operation (create, write, preallocate, truncate, force,
/// rename, delete, syncFolder) fails. Thread-safe.
public final class FaultyFileSystem implements FileSystem {
  /// How an operation fails.
  public enum Fault {
    IO_ERROR,
    DISK_FULL,
    /// Half of the bytes are written, then the disk is full; an operation that is not a write just
    /// fails.
    SHORT_WRITE
  }

  private final FileSystem inner;
  private final AtomicLong operations = new AtomicLong();
  private volatile long failFrom = Long.MAX_VALUE;
  private volatile long failTo = Long.MAX_VALUE;
  private volatile Fault fault = Fault.IO_ERROR;

  public FaultyFileSystem(FileSystem inner) {
    this.inner = inner;
  }

  /// Lets `count` operations fail, beginning with the n-th from the start (1-based).
  public void fail(long operation, long count, Fault how) {
    fault = how;
    failTo = operation + count;
    failFrom = operation;
  }

  /// No further faults.
  public void heal() {
    failFrom = Long.MAX_VALUE;
  }

  /// Changing operations so far, failed ones included.
  public long operations() {
    return operations.get();
  }

  @Override
  public DataFile create(String name) {
    check("create file", name);
    return new FaultyFile(inner.create(name));
  }

  @Override
  public DataFile open(String name) {
    return new FaultyFile(inner.open(name));
  }

  @Override
  public MappedFile map(String name) {
    return inner.map(name);
  }

  @Override
  public boolean exists(String name) {
    return inner.exists(name);
  }

  @Override
  public long size(String name) {
    return inner.size(name);
  }

  @Override
  public void rename(String from, String to) {
    check("rename file \"%s\" to".formatted(from), to);
    inner.rename(from, to);
  }

  @Override
  public void delete(String name) {
    check("remove file", name);
    inner.delete(name);
  }

  @Override
  public List<String> list(String folder) {
    return inner.list(folder);
  }

  @Override
  public void createFolder(String folder) {
    inner.createFolder(folder);
  }

  @Override
  public void syncFolder(String folder) {
    check("fsync file", folder);
    inner.syncFolder(folder);
  }

  @Override
  public FolderLock lock() {
    return inner.lock();
  }

  private void check(String action, String name) {
    if (fails()) {
      throw failure(action, name);
    }
  }

  private boolean fails() {
    long operation = operations.incrementAndGet();
    return operation >= failFrom && operation < failTo;
  }

  private RuntimeException failure(String action, String name) {
    String reason =
        switch (fault) {
          case IO_ERROR -> "Input/output error";
          case DISK_FULL, SHORT_WRITE -> FileErrors.NO_SPACE;
        };
    return FileErrors.of(action, name, new IOException(reason));
  }

  private final class FaultyFile implements DataFile {
    private final DataFile file;

    FaultyFile(DataFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public int read(long position, ByteBuffer into) {
      return file.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) {
      if (fails()) {
        if (fault == Fault.SHORT_WRITE) {
          file.write(position, from.limit(from.position() + from.remaining() / 2));
        }
        throw failure("write to file", name());
      }
      file.write(position, from);
    }

    @Override
    public void preallocate(long bytes) {
      check("write to file", name());
      file.preallocate(bytes);
    }

    @Override
    public void truncate(long bytes) {
      check("truncate file", name());
      file.truncate(bytes);
    }

    @Override
    public void force() {
      check("fsync file", name());
      file.force();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
