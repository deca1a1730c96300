package dev.omendb.engine.index.vector;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/// A set of row ids: one bitmap for each segment. One writer adds; any number of readers see at
/// least what was published before they asked. A bit once set stays, so that a race shows a reader
/// more, never less.
final class RowBits {
  private static final int FIRST_WORDS = 16;
  private static final Piece[] NONE = {};

  /// Ordered by segment.
  private volatile Piece[] pieces = NONE;

  /// Rows of one segment.
  ///
  /// @param segment its number
  /// @param words bit i of word w stands for position 64 w + i
  record Piece(int segment, long[] words) {
    long firstId() {
      return (long) segment << 32;
    }

    /// Puts the ids of positions [from, to) into `ids` and returns how many there are. Both bounds
    /// are multiples of 64.
    int copyIds(int from, int to, long[] ids) {
      int count = 0;
      int end = Math.min(words.length, to >>> 6);
      for (int word = from >>> 6; word < end; word++) {
        long base = firstId() | (long) word << 6;
        for (long left = words[word]; left != 0; left &= left - 1) {
          ids[count++] = base + Long.numberOfTrailingZeros(left);
        }
      }
      return count;
    }

    int positions() {
      return words.length << 6;
    }

    private int count() {
      int count = 0;
      for (long word : words) {
        count += Long.bitCount(word);
      }
      return count;
    }
  }

  /// What readers search. The bits may become more.
  Piece[] pieces() {
    return pieces;
  }

  /// For the writer only.
  void add(long rowId) {
    int position = (int) rowId;
    long[] words = words((int) (rowId >>> 32), position >>> 6);
    words[position >>> 6] |= 1L << position;
  }

  /// Adds all of another set. For the writer only.
  void addAll(RowBits other) {
    for (Piece piece : other.pieces) {
      if (piece.words.length > 0) {
        long[] words = words(piece.segment, piece.words.length - 1);
        for (int i = 0; i < piece.words.length; i++) {
          words[i] |= piece.words[i];
        }
      }
    }
  }

  /// Shows readers every row added so far. For the writer only.
  void publish() {
    pieces = pieces.clone();
  }

  /// The bitmap of a segment, with room for a word.
  private long[] words(int segment, int word) {
    Piece[] all = pieces;
    int place = place(all, segment);
    boolean known = place < all.length && all[place].segment == segment;
    if (known && word < all[place].words.length) {
      return all[place].words;
    }
    long[] old = known ? all[place].words : new long[0];
    long[] grown = Arrays.copyOf(old, Math.max(word + 1, Math.max(FIRST_WORDS, 2 * old.length)));
    Piece piece = new Piece(segment, grown);
    Piece[] changed = Arrays.copyOf(all, known ? all.length : all.length + 1);
    if (!known) {
      System.arraycopy(all, place, changed, place + 1, all.length - place);
    }
    changed[place] = piece;
    pieces = changed;
    return grown;
  }

  /// Where a segment's bitmap is or belongs.
  private static int place(Piece[] all, int segment) {
    int low = 0;
    int high = all.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all[middle].segment < segment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The set under other ids; -1 for a row that is gone.
  RowBits renumbered(LongUnaryOperator newIds) {
    RowBits renumbered = new RowBits();
    for (long id : ids()) {
      long now = newIds.applyAsLong(id);
      if (now >= 0) {
        renumbered.add(now);
      }
    }
    return renumbered;
  }

  boolean contains(long rowId) {
    Piece[] all = pieces;
    int place = place(all, (int) (rowId >>> 32));
    int word = (int) rowId >>> 6;
    return place < all.length
        && all[place].segment == (int) (rowId >>> 32)
        && word < all[place].words.length
        && (all[place].words[word] & 1L << rowId) != 0;
  }

  /// Rows.
  long count() {
    long count = 0;
    for (Piece piece : pieces) {
      count += piece.count();
    }
    return count;
  }

  /// Positions that may be set.
  static long positions(Piece[] some) {
    long positions = 0;
    for (Piece piece : some) {
      positions += piece.positions();
    }
    return positions;
  }

  /// All ids, ascending.
  long[] ids() {
    Piece[] all = pieces;
    long[] ids = new long[(int) count()];
    int size = 0;
    for (Piece piece : all) {
      for (int word = 0; word < piece.words.length; word++) {
        for (long left = piece.words[word]; left != 0 && size < ids.length; left &= left - 1) {
          ids[size++] = piece.firstId() | (long) word << 6 | Long.numberOfTrailingZeros(left);
        }
      }
    }
    return Arrays.copyOf(ids, size);
  }

  long bytes() {
    long bytes = 0;
    for (Piece piece : pieces) {
      bytes += 8L * piece.words.length;
    }
    return bytes;
  }

  /// The set as numbers: for each segment its number, how many words follow, and those.
  long[] encode() {
    Piece[] all = pieces;
    int size = 0;
    for (Piece piece : all) {
      size += 2 + piece.words.length;
    }
    long[] encoded = new long[size];
    int at = 0;
    for (Piece piece : all) {
      encoded[at++] = piece.segment;
      encoded[at++] = piece.words.length;
      System.arraycopy(piece.words, 0, encoded, at, piece.words.length);
      at += piece.words.length;
    }
    return encoded;
  }

  /// The set that [#encode] wrote.
  static RowBits decode(long[] encoded) {
    RowBits set = new RowBits();
    Piece[] all = new Piece[0];
    for (int at = 0; at < encoded.length; ) {
      int words = (int) encoded[at + 1];
      all = Arrays.copyOf(all, all.length + 1);
      all[all.length - 1] =
          new Piece((int) encoded[at], Arrays.copyOfRange(encoded, at + 2, at + 2 + words));
      at += 2 + words;
    }
    set.pieces = all;
    return set;
  }
}
