package dev.omendb.engine.log;

class MemoryCommitLogTest extends CommitLogContract {
  @Override
  protected CommitLog newLog() {
    return new MemoryCommitLog();
  }
}
