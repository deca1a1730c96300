package dev.omendb.sql.type.system;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.TypeNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// An enum of the catalog. Storage: the label in UTF-8. Ordered as the labels were declared.
public final class EnumPgType extends BytesType {
  private final List<String> labels;
  private final byte[][] encoded;

  public EnumPgType(CatalogObject.EnumType definition, String schema) {
    super(
        new TypeInfo(
            (int) definition.oid(),
            schema,
            definition.name(),
            4,
            'e',
            'E',
            false,
            0,
            (int) definition.arrayOid(),
            'i',
            'p',
            ','),
        TypeNames.quoteIdentifier(definition.name()));
    this.labels = definition.labels();
    this.encoded = new byte[labels.size()][];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = labels.get(i).getBytes(StandardCharsets.UTF_8);
    }
  }

  /// In declared order.
  public List<String> labels() {
    return labels;
  }

  /// Position of a value among the labels, from 0.
  public int ordinal(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    int from = bytes.offset(row);
    int ordinal = ordinal(bytes.heap(), from, from + bytes.length(row));
    if (ordinal < 0) {
      throw new DatabaseException(
          SqlState.DATA_CORRUPTED,
          "enum label \""
              + InputErrors.text(bytes.heap(), from, from + bytes.length(row))
              + "\" is not one of type "
              + name());
    }
    return ordinal;
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    int ordinal = ordinal(source, from, to);
    if (ordinal < 0) {
      throw new DatabaseException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "invalid input value for enum "
              + displayName(-1)
              + ": \""
              + InputErrors.text(source, from, to)
              + "\"");
    }
    ((BytesColumn) into).append(encoded[ordinal]);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn bytes = (BytesColumn) column;
    out.writeBytes(bytes.heap(), bytes.offset(row), bytes.length(row));
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    parseText(source, from, from + length, typmod, FormatSettings.DEFAULT, into);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    formatText(column, row, FormatSettings.DEFAULT, out);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    return Integer.compare(ordinal(a, rowA), ordinal(b, rowB));
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return super.compare(a, rowA, b, rowB) == 0;
  }

  /// The ordinal in four bytes.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    int ordinal = ordinal(column, row);
    into.putByte(ordinal >>> 24);
    into.putByte(ordinal >>> 16);
    into.putByte(ordinal >>> 8);
    into.putByte(ordinal);
  }

  private int ordinal(byte[] source, int from, int to) {
    for (int i = 0; i < encoded.length; i++) {
      if (Arrays.equals(encoded[i], 0, encoded[i].length, source, from, to)) {
        return i;
      }
    }
    return -1;
  }
}
