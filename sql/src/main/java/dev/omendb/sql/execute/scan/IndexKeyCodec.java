package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.PgType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one format of btree keys. Each column is a marker byte (0: NULL that sorts first, 1: a value
/// follows, 2: NULL that sorts last) and the value in its type's order-preserving encoding,
/// inverted when the column is descending. Encodings are prefix-free, so all keys that start with
/// some columns' bytes are exactly those with these values. Stateless.
public final class IndexKeyCodec {
  private static final int NULL_FIRST = 0;
  private static final int PRESENT = 1;
  private static final int NULL_LAST = 2;
  private static final int INT2_OID = 21;
  private static final int INT4_OID = 23;

  private final Part[] parts;

  public IndexKeyCodec(List<Part> parts) {
    this.parts = parts.toArray(new Part[0]);
  }

  /// One column of the key.
  public record Part(PgType type, boolean descending, boolean nullsFirst) {}

  /// How a value relates to those its key column can hold.
  public enum Fit {
    BELOW,
    WITHIN,
    ABOVE
  }

  public int width() {
    return parts.length;
  }

  public Part part(int column) {
    return parts[column];
  }

  /// Appends one column's value, NULL included.
  public void encode(int column, Column values, int row, KeyBuffer into) {
    Part part = parts[column];
    if (values.isNull(row)) {
      into.putByte(part.nullsFirst ? NULL_FIRST : NULL_LAST);
      return;
    }
    into.putByte(PRESENT);
    int from = into.length();
    part.type.encode(values, row, into);
    if (part.descending) {
      into.invert(from);
    }
  }

  /// Appends what every value, but no NULL, of a column starts with.
  void markPresent(KeyBuffer into) {
    into.putByte(PRESENT);
  }

  /// Whether the value lies in the range of its key column: `int4 = 5000000000` has no key.
  public Fit fit(int column, Column values, int row) {
    if (values instanceof LongColumn longs) {
      long value = longs.get(row);
      switch (parts[column].type.oid()) {
        case INT2_OID -> {
          return value < Short.MIN_VALUE
              ? Fit.BELOW
              : value > Short.MAX_VALUE ? Fit.ABOVE : Fit.WITHIN;
        }
        case INT4_OID -> {
          return value < Integer.MIN_VALUE
              ? Fit.BELOW
              : value > Integer.MAX_VALUE ? Fit.ABOVE : Fit.WITHIN;
        }
        default -> {
          return Fit.WITHIN;
        }
      }
    }
    return Fit.WITHIN;
  }

  /// The smallest key greater than every key that starts with these bytes; null when there is none.
  static byte @Nullable [] afterPrefix(KeyBuffer prefix) {
    int length = prefix.length();
    byte[] bytes = prefix.bytes();
    while (length > 0 && bytes[length - 1] == (byte) 0xff) {
      length--;
    }
    if (length == 0) {
      return null;
    }
    byte[] next = Arrays.copyOf(bytes, length);
    next[length - 1]++;
    return next;
  }
}
