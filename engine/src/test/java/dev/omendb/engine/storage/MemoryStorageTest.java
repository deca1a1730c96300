package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// [StorageEngineContract] for memory.
class MemoryStorageTest extends StorageEngineContract {
  private static final int SESSION = 7;
  private static final int OTHER_SESSION = 8;

  @Override
  StorageEngine open() {
    return new MemoryStorage(new TestKeys());
  }

  @Test
  void commitsOfTheOnlySessionThatCommitsAreShort() {
    TestTable table = TestTable.create(engine);
    assertThat(commitsShort(table, SESSION, 0, 1)).isFalse();
    for (int id = 1; id < 20; id++) {
      commitsShort(table, SESSION, id, 1);
    }
    assertThat(commitsShort(table, SESSION, 20, 1)).isTrue();
    assertThat(commitsShort(table, SESSION, 21, 5_000)).as("many rows").isFalse();
    assertThat(commitsShort(table, OTHER_SESSION, 10_000, 1)).isFalse();
    assertThat(commitsShort(table, SESSION, 10_001, 1)).as("another has committed").isFalse();
  }

  @Test
  void commitsWithoutChangesAreShortAndThoseOfTheCatalogAreNot() {
    try (Transaction reader = engine.begin(SESSION)) {
      assertThat(reader.commitsShort()).isTrue();
    }
    try (Transaction creator = engine.begin(SESSION)) {
      TestTable.create(engine, creator, "created");
      assertThat(creator.commitsShort()).isFalse();
    }
  }

  /// Commits rows; answers what was said of the commit before.
  private boolean commitsShort(TestTable table, int session, int firstId, int rows) {
    try (Transaction writer = engine.begin(session)) {
      for (int id = firstId; id < firstId + rows; id++) {
        table.insert(writer, id, "name");
      }
      boolean isShort = writer.commitsShort();
      writer.commit();
      return isShort;
    }
  }
}
