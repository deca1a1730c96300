package dev.omendb.engine.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file on disk behind a [FileChannel].
final class DiskFile implements DataFile {
  private static final int ZERO_BYTES = 1 << 20;

  private final String name;
  private final FileChannel channel;

  DiskFile(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw FileErrors.of("stat file", name, e);
    }
  }

  @Override
  public int read(long position, ByteBuffer into) {
    try {
      return channel.read(into, position);
    } catch (IOException e) {
      throw FileErrors.of("read file", name, e);
    }
  }

  @Override
  public void write(long position, ByteBuffer from) {
    try {
      long at = position;
      while (from.hasRemaining()) {
        at += channel.write(from, at);
      }
    } catch (IOException e) {
      throw FileErrors.of("write to file", name, e);
    }
  }

  @Override
  public void preallocate(long bytes) {
    long at = size();
    if (at >= bytes) {
      return;
    }
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZERO_BYTES, bytes - at));
    while (at < bytes) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
      at += zeros.limit();
      write(at - zeros.limit(), zeros);
    }
  }

  @Override
  public void truncate(long bytes) {
    try {
      channel.truncate(bytes);
    } catch (IOException e) {
      throw FileErrors.of("truncate file", name, e);
    }
  }

  @Override
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw FileErrors.of("fsync file", name, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileErrors.of("close file", name, e);
    }
  }
}
