package dev.omendb.engine.column;

/// How a column lies in a segment file. The SQL type above it is not storage's business.
///
/// @param kind the layout of one value
/// @param width bytes of one value for [Kind#FIXED]; otherwise the kind's own width, 0 if variable
public record StorageType(Kind kind, int width) {
  /// Physical layouts; integers and floats are little-endian.
  public enum Kind {
    BOOL,
    INT2,
    INT4,
    INT8,
    FLOAT4,
    FLOAT8,
    /// `width` raw bytes a value, rows back to back (64-byte aligned start): vector(n), uuid.
    FIXED,
    /// Any number of bytes a value.
    VARIABLE
  }

  public static final StorageType BOOL = new StorageType(Kind.BOOL, 1);
  public static final StorageType INT2 = new StorageType(Kind.INT2, 2);
  public static final StorageType INT4 = new StorageType(Kind.INT4, 4);
  public static final StorageType INT8 = new StorageType(Kind.INT8, 8);
  public static final StorageType FLOAT4 = new StorageType(Kind.FLOAT4, 4);
  public static final StorageType FLOAT8 = new StorageType(Kind.FLOAT8, 8);
  public static final StorageType VARIABLE = new StorageType(Kind.VARIABLE, 0);

  public StorageType {
    if ((kind == Kind.FIXED) != (width > 0 && kind == Kind.FIXED)) {
      throw new IllegalArgumentException("a FIXED column needs a width");
    }
  }

  public static StorageType fixed(int widthBytes) {
    return new StorageType(Kind.FIXED, widthBytes);
  }

  /// A new empty column of the kind that carries these values.
  public Column newColumn(int capacity) {
    return switch (kind) {
      case BOOL, INT2, INT4, INT8 -> new LongColumn(capacity);
      case FLOAT4, FLOAT8 -> new DoubleColumn(capacity);
      case FIXED, VARIABLE -> new BytesColumn(capacity);
    };
  }
}
