package dev.omendb.engine.fs.simulated;

import dev.omendb.engine.fs.DataFile;
import java.nio.ByteBuffer;

/// An open file of a [CrashableFileSystem], whose lock guards it.
final class SimulatedFile implements DataFile {
  private final CrashableFileSystem owner;
  private final String name;
  private final SimulatedContent content;

  SimulatedFile(CrashableFileSystem owner, String name, SimulatedContent content) {
    this.owner = owner;
    this.name = name;
    this.content = content;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    synchronized (owner) {
      owner.checkRunning();
      return content.size();
    }
  }

  @Override
  public int read(long position, ByteBuffer into) {
    byte[] data = new byte[into.remaining()];
    int count;
    synchronized (owner) {
      owner.checkRunning();
      count = content.read(Math.toIntExact(position), data, 0, data.length);
    }
    if (count > 0) {
      into.put(data, 0, count);
    }
    return count;
  }

  @Override
  public void write(long position, ByteBuffer from) {
    byte[] data = new byte[from.remaining()];
    from.get(data);
    synchronized (owner) {
      owner.checkRunning();
      content.write(Math.toIntExact(position), data);
    }
  }

  @Override
  public void preallocate(long bytes) {
    synchronized (owner) {
      owner.checkRunning();
      content.extend(Math.toIntExact(bytes));
    }
  }

  @Override
  public void truncate(long bytes) {
    synchronized (owner) {
      owner.checkRunning();
      content.truncate(Math.toIntExact(bytes));
    }
  }

  @Override
  public void force() {
    synchronized (owner) {
      owner.passSyncPoint();
      content.force();
    }
  }

  @Override
  public void close() {}
}
