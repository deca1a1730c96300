package dev.omendb.engine.log;

/// A place in the log. Entries count up by one and go on across epochs; an epoch is one reign of a
/// writer, so that what a deposed writer left behind is told apart.
///
/// @param epoch 1 for the first writer
/// @param entry 1 for the first record
public record Lsn(long epoch, long entry) implements Comparable<Lsn> {
  /// Before everything.
  public static final Lsn ZERO = new Lsn(0, 0);

  @Override
  public int compareTo(Lsn other) {
    return Long.compare(entry, other.entry);
  }

  /// The place of the record after this one, if the writer stays.
  public Lsn next() {
    return new Lsn(epoch, entry + 1);
  }

  /// As PostgreSQL prints pg_lsn: `1/2A`.
  @Override
  public String toString() {
    return "%X/%X".formatted(epoch, entry);
  }
}
