package dev.omendb.engine.fs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.MappedBytes;
import org.jspecify.annotations.Nullable;

/// A file mapped by Chronicle Bytes, seen as a [MemorySegment] at the same address without a copy.
final class ChronicleMappedFile extends MappedFile {
  private final @Nullable MappedBytes bytes;

  private ChronicleMappedFile(String name, MemorySegment memory, @Nullable MappedBytes bytes) {
    super(name, memory);
    this.bytes = bytes;
  }

  static ChronicleMappedFile map(String name, Path path) throws IOException {
    long size = Files.size(path);
    if (size == 0) { // nothing to map
      return new ChronicleMappedFile(name, MemorySegment.NULL, null);
    }
    MappedBytes bytes = MappedBytes.singleMappedBytes(path.toFile(), size, true);
    bytes.singleThreadedCheckDisabled(true); // the last reader unmaps, on whatever thread
    long address = bytes.addressForRead(0);
    return new ChronicleMappedFile(
        name, MemorySegment.ofAddress(address).reinterpret(size), bytes);
  }

  @Override
  protected void unmap() {
    if (bytes != null) {
      bytes.releaseLast();
    }
  }
}
