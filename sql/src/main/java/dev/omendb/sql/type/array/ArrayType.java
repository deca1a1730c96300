package dev.omendb.sql.type.array;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Types;

/// The array type of any element type. Typmod is the elements'. Storage: see [ArrayValue].
public class ArrayType extends PgType {
  private static final int FIRST_UNPINNED_OID = 10_000;

  private final PgType element;

  public ArrayType(TypeInfo info, PgType element) {
    super(info);
    this.element = element;
  }

  public final PgType element() {
    return element;
  }

  @Override
  public String displayName(int typmod) {
    return element.displayName(typmod) + "[]";
  }

  @Override
  public final StorageType storage(int typmod) {
    return StorageType.VARIABLE;
  }

  @Override
  public final int typmodIn(String[] modifiers) {
    return element.typmodIn(modifiers);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    new ArrayTextParser(element, source, from, to).parse(typmod, settings, (BytesColumn) into);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    ArrayValue array = new ArrayValue(element).at(column, row);
    new ArrayTextWriter(element, array, settings, out).write();
  }

  /// int32 dimensions, flags, element oid; (length, lower bound) each; then the elements with their
  /// length words.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    int end = from + length;
    require(from, 12, end);
    int dimensions = BigEndian.getInt(source, from);
    int flags = BigEndian.getInt(source, from + 4);
    if (dimensions < 0) {
      throw InputErrors.invalidBinary("invalid number of dimensions: " + dimensions);
    }
    if (dimensions > ArrayValue.MAX_DIMENSIONS) {
      throw ArrayBuilder.tooManyDimensions(dimensions);
    }
    if (flags != 0 && flags != 1) {
      throw InputErrors.invalidBinary("invalid array flags");
    }
    checkElementOid(BigEndian.getInt(source, from + 8));
    int at = from + 12;
    require(at, 8 * dimensions, end);
    int[] lengths = new int[dimensions];
    int[] lowerBounds = new int[dimensions];
    int count = dimensions == 0 ? 0 : 1;
    for (int d = 0; d < dimensions; d++, at += 8) {
      lengths[d] = BigEndian.getInt(source, at);
      lowerBounds[d] = BigEndian.getInt(source, at + 4);
      count *= lengths[d];
      if (lengths[d] > 0 && (long) lowerBounds[d] + lengths[d] > Integer.MAX_VALUE) {
        throw new DatabaseException(
            SqlState.PROGRAM_LIMIT_EXCEEDED, "array lower bound is too large: " + lowerBounds[d]);
      }
    }
    ArrayBuilder.checkSize(lengths, dimensions);
    ArrayBuilder builder = new ArrayBuilder(element);
    for (int i = 0; i < count; i++) {
      at = readElement(source, at, end, i, typmod, builder.elements());
    }
    if (at != end) {
      throw InputErrors.incorrectBinaryFormat();
    }
    boolean empty = count == 0 && !keepsEmptyDimension();
    builder.finish(empty ? 0 : dimensions, lengths, lowerBounds, (BytesColumn) into);
  }

  /// int2vector and oidvector have one dimension even without elements.
  boolean keepsEmptyDimension() {
    return false;
  }

  @Override
  public final void formatBinary(Column column, int row, ByteSink out) {
    ArrayValue array = new ArrayValue(element).at(column, row);
    Column values = element.storage(-1).newColumn(array.count());
    array.appendAllTo(values);
    out.writeInt(array.dimensions());
    out.writeInt(array.hasNulls() ? 1 : 0);
    out.writeInt(element.oid());
    for (int d = 0; d < array.dimensions(); d++) {
      out.writeInt(array.length(d));
      out.writeInt(array.lowerBound(d));
    }
    for (int i = 0; i < array.count(); i++) {
      int lengthAt = out.position();
      out.writeInt(-1);
      if (!values.isNull(i)) {
        element.formatBinary(values, i, out);
        out.patchInt(lengthAt, out.position() - lengthAt - 4);
      }
    }
  }

  /// Coerces each element.
  @Override
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    if (typmod < 0) {
      into.appendFrom(source, row);
      return;
    }
    ArrayValue array = new ArrayValue(element).at(source, row);
    Column values = element.storage(-1).newColumn(array.count());
    array.appendAllTo(values);
    ArrayBuilder builder = new ArrayBuilder(element);
    for (int i = 0; i < values.size(); i++) {
      if (values.isNull(i)) {
        builder.elements().appendNull();
      } else {
        element.coerce(values, i, typmod, explicit, builder.elements());
      }
    }
    int[] lengths = new int[array.dimensions()];
    int[] lowerBounds = new int[array.dimensions()];
    for (int d = 0; d < array.dimensions(); d++) {
      lengths[d] = array.length(d);
      lowerBounds[d] = array.lowerBound(d);
    }
    builder.finish(array.dimensions(), lengths, lowerBounds, (BytesColumn) into);
  }

  /// Element by element, NULL last, then by size and shape.
  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    ArrayValue left = new ArrayValue(element).at(a, rowA);
    ArrayValue right = new ArrayValue(element).at(b, rowB);
    Column x = element.storage(-1).newColumn(left.count());
    Column y = element.storage(-1).newColumn(right.count());
    left.appendAllTo(x);
    right.appendAllTo(y);
    for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
      int order =
          x.isNull(i) || y.isNull(i)
              ? Boolean.compare(x.isNull(i), y.isNull(i))
              : element.compare(x, i, y, i);
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(x.size(), y.size());
    order = order != 0 ? order : Integer.compare(left.dimensions(), right.dimensions());
    for (int d = 0; order == 0 && d < left.dimensions(); d++) {
      order = Integer.compare(left.length(d), right.length(d));
    }
    for (int d = 0; order == 0 && d < left.dimensions(); d++) {
      order = Integer.compare(left.lowerBound(d), right.lowerBound(d));
    }
    return order;
  }

  @Override
  public long hash(Column column, int row) {
    ArrayValue array = new ArrayValue(element).at(column, row);
    Column values = element.storage(-1).newColumn(array.count());
    array.appendAllTo(values);
    long hash = array.count();
    for (int i = 0; i < values.size(); i++) {
      hash = Hashing.combine(hash, values.isNull(i) ? 1 : element.hash(values, i));
    }
    return Hashing.mix(hash);
  }

  /// For each element a byte 1 and its key, or a byte 2 for NULL; a byte 0; then the shape.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    ArrayValue array = new ArrayValue(element).at(column, row);
    Column values = element.storage(-1).newColumn(array.count());
    array.appendAllTo(values);
    for (int i = 0; i < values.size(); i++) {
      if (values.isNull(i)) {
        into.putByte(2);
      } else {
        into.putByte(1);
        element.encode(values, i, into);
      }
    }
    into.putByte(0);
    into.putByte(array.dimensions());
    for (int d = 0; d < array.dimensions(); d++) {
      into.putLong(array.length(d));
    }
    for (int d = 0; d < array.dimensions(); d++) {
      into.putLong(array.lowerBound(d) ^ Long.MIN_VALUE);
    }
  }

  @Override
  public boolean isOrderable() {
    return element.isOrderable();
  }

  @Override
  public boolean isHashable() {
    return element.isHashable();
  }

  /// Oids of types that came later differ from server to server and are not held against a client.
  private void checkElementOid(int sent) {
    boolean fixed = sent < FIRST_UNPINNED_OID && element.oid() < FIRST_UNPINNED_OID;
    if (fixed && sent != element.oid()) {
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "binary data has array element type %s (%s) instead of expected %d (%s)"
              .formatted(
                  Integer.toUnsignedString(sent),
                  Types.builtin().find(sent).map(t -> t.displayName(-1)).orElse("???"),
                  element.oid(),
                  element.displayName(-1)));
    }
  }

  private int readElement(byte[] source, int at, int end, int index, int typmod, Column into) {
    require(at, 4, end);
    int length = BigEndian.getInt(source, at);
    if (length == -1) {
      into.appendNull();
      return at + 4;
    }
    if (length < -1 || length > end - at - 4) {
      throw InputErrors.invalidBinary("insufficient data left in message");
    }
    try {
      element.parseBinary(source, at + 4, length, typmod, into);
    } catch (DatabaseException e) {
      if (e.getMessage().equals("incorrect binary data format")) {
        throw InputErrors.invalidBinary("improper binary format in array element " + (index + 1));
      }
      throw e;
    }
    return at + 4 + length;
  }

  private static void require(int at, int bytes, int end) {
    if (end - at < bytes) {
      throw InputErrors.insufficientData();
    }
  }
}
