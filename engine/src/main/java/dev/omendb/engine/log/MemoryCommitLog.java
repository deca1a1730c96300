package dev.omendb.engine.log;

import java.util.ArrayDeque;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;

/// A log that ends with the process.
public final class MemoryCommitLog implements CommitLog {
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private Lsn last = new Lsn(1, 0);
  private long epoch = 1;
  private long bytes;

  private record Entry(Lsn lsn, int partition, byte[] payload) {}

  @Override
  public synchronized Lsn append(int partition, Bytes<?> payload) {
    last = new Lsn(epoch, last.entry() + 1);
    entries.add(new Entry(last, partition, payload.toByteArray()));
    bytes += payload.readRemaining();
    return last;
  }

  @Override
  public void awaitDurable(Lsn lsn) {}

  @Override
  public long lastSyncNanos() {
    return 0;
  }

  @Override
  public synchronized Lsn lastLsn() {
    return last;
  }

  @Override
  public Lsn durableLsn() {
    return lastLsn();
  }

  @Override
  public synchronized long retainedBytes() {
    return bytes;
  }

  @Override
  public void replay(Lsn from, Visitor visitor) {
    List<Entry> copy;
    synchronized (this) {
      copy = List.copyOf(entries);
    }
    for (Entry entry : copy) {
      if (entry.lsn().compareTo(from) >= 0) {
        visitor.record(entry.lsn(), entry.partition(), Bytes.wrapForRead(entry.payload()));
      }
    }
  }

  @Override
  public synchronized void fence(long newEpoch) {
    if (newEpoch <= epoch) {
      throw new IllegalArgumentException("epoch " + newEpoch + " is not above " + epoch);
    }
    epoch = newEpoch;
  }

  @Override
  public synchronized void truncate(Lsn before) {
    while (!entries.isEmpty() && entries.peek().lsn().compareTo(before) < 0) {
      bytes -= entries.remove().payload().length;
    }
  }

  @Override
  public void close() {}
}
