package dev.omendb.engine.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [FileSystem] does.
public abstract class FileSystemContract {
  protected FileSystem files;

  protected abstract FileSystem newFileSystem();

  @BeforeEach
  void openFileSystem() {
    files = newFileSystem();
  }

  static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  @Test
  void writesAndReadsAtPositions() {
    files.createFolder("a/b");
    try (DataFile file = files.create("a/b/f")) {
      file.write(0, bytes(1, 2, 3));
      file.write(5, bytes(9));
      file.force();
      assertThat(file.size()).isEqualTo(6);
      ByteBuffer read = ByteBuffer.allocate(10);
      assertThat(file.read(2, read)).isEqualTo(4);
      assertThat(file.read(6, read)).isEqualTo(-1);
    }
    assertThat(files.readAll("a/b/f")).containsExactly(1, 2, 3, 0, 0, 9);
    assertThat(files.list("a/b")).containsExactly("f");
    assertThat(files.list("a")).containsExactly("b");
  }

  @Test
  void preallocatesAndTruncates() {
    try (DataFile file = files.create("f")) {
      file.write(0, bytes(7));
      file.preallocate(3_000_000);
      assertThat(file.size()).isEqualTo(3_000_000);
      file.truncate(2);
    }
    assertThat(files.readAll("f")).containsExactly(7, 0);
  }

  @Test
  void mapsForReading() {
    try (DataFile file = files.create("f")) {
      file.write(0, bytes(1, 2, 3));
    }
    MappedFile mapped = files.map("f");
    mapped.retain();
    mapped.close();
    assertThat(mapped.memory().byteSize()).isEqualTo(3);
    assertThat(mapped.memory().get(ValueLayout.JAVA_BYTE, 2)).isEqualTo((byte) 3);
    mapped.close();
    assertThatThrownBy(mapped::retain).isInstanceOf(IllegalStateException.class);
    files.create("empty").close();
    try (MappedFile empty = files.map("empty")) {
      assertThat(empty.size()).isZero();
    }
  }

  @Test
  void renameReplaces() {
    try (DataFile file = files.create("new")) {
      file.write(0, bytes(2));
    }
    files.create("old").close();
    files.rename("new", "old");
    files.syncFolder("");
    assertThat(files.readAll("old")).containsExactly(2);
    assertThat(files.exists("new")).isFalse();
    files.delete("old");
    assertThat(files.exists("old")).isFalse();
  }

  @Test
  void errorsAreWordedAsInPostgres() {
    assertThatThrownBy(() -> files.open("nowhere"))
        .hasMessage("could not open file \"nowhere\": No such file or directory")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.UNDEFINED_FILE);
    files.create("f").close();
    assertThatThrownBy(() -> files.create("f"))
        .hasMessage("could not create file \"f\": File exists");
    assertThatThrownBy(() -> files.delete("nowhere"))
        .hasMessage("could not remove file \"nowhere\": No such file or directory");
  }

  @Test
  void onlyOneHoldsTheFolder() {
    FileSystem.FolderLock lock = files.lock();
    assertThatThrownBy(files::lock)
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.LOCK_FILE_EXISTS);
    lock.close();
    files.lock().close();
  }
}
