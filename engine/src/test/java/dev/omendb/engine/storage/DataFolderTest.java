package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.DiskFileSystem;
import dev.omendb.engine.fs.FileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server finds in a real folder: its own, nobody's, somebody else's, or a damaged one.
class DataFolderTest {
  @TempDir Path folder;

  private StorageEngine open() {
    return SegmentStorage.open(
        new DiskFileSystem(folder), StorageOptions.DEFAULT, new TestKeys());
  }

  private TestTable fill() {
    try (StorageEngine engine = open()) {
      TestTable table = TestTable.create(engine);
      try (Transaction writer = engine.begin()) {
        Batch batch = TestTable.empty();
        for (int i = 0; i < 5000; i++) {
          TestTable.addRow(batch, i, "name " + i % 10);
        }
        writer.insert(table.oid, batch, null);
        writer.commit();
      }
      return table;
    }
  }

  private void flip(String name, long at) {
    FileSystem files = new DiskFileSystem(folder);
    try (DataFile file = files.open(name)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.readFully(at, one);
      one.put(0, (byte) ~one.get(0));
      file.write(at, one.flip());
    }
  }

  private String onlyFile(String in) {
    List<String> names = new DiskFileSystem(folder).list(in);
    assertThat(names).hasSize(1);
    return in + "/" + names.getFirst();
  }

  @Test
  void rowsComeBackFromMappedFiles() {
    TestTable table = fill();
    try (StorageEngine engine = open()) {
      assertThat(table.in(engine).scan()).hasSize(5000).containsEntry(17L, "name 7");
      try (Transaction reader = engine.begin();
          TableReader rows = reader.read(table.oid)) {
        SegmentReader segment = rows.segments().getFirst();
        assertThat(segment.allVisible()).isTrue();
        assertThat(segment.range(1, 1)).isEqualTo(new SegmentReader.Range(1024, 2047));
        SegmentReader.FixedRows vectors = segment.fixedRows(3);
        assertThat(vectors).isNotNull();
        assertThat((vectors.memory().address() + vectors.offset()) % 64).isZero();
        assertThat(vectors.memory().isNative()).isTrue();
      }
    }
  }

  @Test
  void aFolderInUseIsRefused() {
    try (StorageEngine engine = open()) {
      assertThat(engine.catalog()).isNotNull();
      assertThatThrownBy(this::open).isInstanceOf(DatabaseException.class);
    }
  }

  @Test
  void aForeignFolderIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "important");
    assertThatThrownBy(this::open)
        .hasMessage(
            "the data folder is not empty and is no database of OmenDB: it holds \"thesis.tex\"");
    try (var names = Files.list(folder)) {
      assertThat(names).hasSize(1);
    }
  }

  @Test
  void aDamagedManifestIsRefused() throws IOException {
    fill();
    flip("MANIFEST", Files.size(folder.resolve("MANIFEST")) / 2);
    assertThatThrownBy(this::open)
        .hasMessage("file \"MANIFEST\" is damaged: its checksum is wrong");
  }

  @Test
  void aMissingManifestIsRefused() throws IOException {
    fill();
    Files.delete(folder.resolve("MANIFEST"));
    assertThatThrownBy(this::open)
        .hasMessage("the data folder has a log and no file \"MANIFEST\"");
  }

  @Test
  void aDamagedSegmentHeaderIsRefused() {
    fill();
    String segment = onlyFile("p0/segments");
    flip(segment, 70);
    assertThatThrownBy(this::open)
        .hasMessage(
            "segment file \"%s\" is damaged: the directory's checksum is wrong"
                .formatted(segment));
  }

  @Test
  void aMissingSegmentIsRefused() throws IOException {
    fill();
    String segment = onlyFile("p0/segments");
    Files.delete(folder.resolve(segment));
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining(segment);
  }
}
