package dev.omendb.sql.type.bit;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.TypeModifiers;
import dev.omendb.sql.type.Utf8;
import java.util.Arrays;

/// bit(n), of exactly n bits, and bit varying(n), of at most n. Typmod is n. Storage: see
/// [BitCodec]; FIXED for bit(n). Ordered by bits, then by length.
public final class BitType extends BytesType {
  private static final int MAX_LENGTH = 83_886_080;
  private static final int MAX_BINARY_LENGTH = Integer.MAX_VALUE - 8;

  private final boolean varying;
  private final String displayName;

  private BitType(TypeInfo info, boolean varying) {
    super(info, info.name());
    this.varying = varying;
    this.displayName = varying ? "bit varying" : "bit";
  }

  public static BitType fixed(TypeInfo info) {
    return new BitType(info, false);
  }

  public static BitType varying(TypeInfo info) {
    return new BitType(info, true);
  }

  @Override
  public String displayName(int typmod) {
    return typmod < 0 ? displayName : displayName + "(" + typmod + ")";
  }

  @Override
  public StorageType storage(int typmod) {
    return varying || typmod <= 0
        ? StorageType.VARIABLE
        : StorageType.fixed(BitCodec.HEADER + (typmod + 7) / 8);
  }

  @Override
  public int typmodIn(String[] modifiers) {
    if (modifiers.length != 1) {
      throw InputErrors.invalidModifier();
    }
    int length = TypeModifiers.parse(modifiers[0]);
    if (length < 1) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "length for type " + name() + " must be at least 1");
    }
    if (length > MAX_LENGTH) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "length for type " + name() + " cannot exceed " + MAX_LENGTH);
    }
    return length;
  }

  /// `101`, `B101`, `X1F`.
  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    int marker = from < to ? source[from] | 0x20 : 0;
    boolean hexadecimal = marker == 'x';
    int start = hexadecimal || marker == 'b' ? from + 1 : from;
    int length = (to - start) * (hexadecimal ? 4 : 1);
    checkLength(length, typmod);
    int at = BitCodec.appendZeros(length, (BytesColumn) into);
    byte[] heap = ((BytesColumn) into).heap();
    for (int i = start; i < to; i++) {
      int digit = Ascii.hexValue(source[i]);
      if (digit < 0 || (!hexadecimal && digit > 1)) {
        throw invalidDigit(source, i, to, hexadecimal);
      }
      int index = i - start;
      if (hexadecimal) {
        heap[at + (index >>> 1)] |= (byte) (digit << ((index & 1) == 0 ? 4 : 0));
      } else {
        heap[at + (index >>> 3)] |= (byte) (digit << (7 - (index & 7)));
      }
    }
  }

  private static DatabaseException invalidDigit(byte[] source, int at, int to, boolean hex) {
    int end = Math.min(to, at + Utf8.characterLength(source[at]));
    return new DatabaseException(
        SqlState.INVALID_TEXT_REPRESENTATION,
        "\"%s\" is not a valid %s digit"
            .formatted(InputErrors.text(source, at, end), hex ? "hexadecimal" : "binary"));
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn bits = (BytesColumn) column;
    int length = BitCodec.length(bits, row);
    for (int i = 0; i < length; i++) {
      out.writeByte(BitCodec.get(bits, row, i) ? '1' : '0');
    }
  }

  /// int32 length in bits, then the bytes.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    if (length < 4) {
      throw InputErrors.insufficientData();
    }
    int bits = BigEndian.getInt(source, from);
    if (bits < 0 || bits > MAX_BINARY_LENGTH) {
      throw InputErrors.invalidBinary("invalid length in external bit string");
    }
    checkLength(bits, typmod);
    InputErrors.requireLength(length, 4 + (bits + 7) / 8);
    BitCodec.append(source, from + 4, bits, bits, (BytesColumn) into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn bits = (BytesColumn) column;
    out.writeInt(BitCodec.length(bits, row));
    out.writeBytes(bits.heap(), BitCodec.start(bits, row), bits.length(row) - BitCodec.HEADER);
  }

  /// A cast cuts, or pads bit(n) with zeros on the right; an assignment must fit.
  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    BytesColumn bits = (BytesColumn) source;
    int length = BitCodec.length(bits, row);
    if (typmod <= 0 || length == typmod || (varying && length < typmod)) {
      into.appendFrom(source, row);
      return;
    }
    if (!explicit) {
      checkLength(length, typmod);
    }
    BitCodec.append(bits.heap(), BitCodec.start(bits, row), length, typmod, (BytesColumn) into);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    int leftFrom = BitCodec.start(left, rowA);
    int rightFrom = BitCodec.start(right, rowB);
    int common = Math.min(left.length(rowA), right.length(rowB)) - BitCodec.HEADER;
    int order =
        Arrays.compareUnsigned(
            left.heap(), leftFrom, leftFrom + common, right.heap(), rightFrom, rightFrom + common);
    return order != 0
        ? order
        : Integer.compare(BitCodec.length(left, rowA), BitCodec.length(right, rowB));
  }

  /// The bytes, escaped and ended as text's are, then the length in bits.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn bits = (BytesColumn) column;
    encodeEscaped(bits.heap(), BitCodec.start(bits, row), bits.length(row) - BitCodec.HEADER, into);
    into.putLong(BitCodec.length(bits, row));
  }

  private void checkLength(int length, int typmod) {
    if (typmod <= 0) {
      return;
    }
    if (!varying && length != typmod) {
      throw new DatabaseException(
          SqlState.STRING_DATA_LENGTH_MISMATCH,
          "bit string length %d does not match type bit(%d)".formatted(length, typmod));
    }
    if (varying && length > typmod) {
      throw new DatabaseException(
          SqlState.STRING_DATA_RIGHT_TRUNCATION,
          "bit string too long for type bit varying(" + typmod + ")");
    }
  }
}
