package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.LongType;
import dev.omendb.sql.type.TypeInfo;

/// boolean. Storage: BOOL, 0 or 1.
public final class BoolType extends LongType {
  public BoolType(TypeInfo info) {
    super(info, StorageType.BOOL, "boolean");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    int start = Ascii.skipSpaces(source, from, to);
    int value = parse(source, start, Ascii.trimEnd(source, start, to));
    if (value < 0) {
      throw InputErrors.syntax("boolean", source, from, to);
    }
    ((LongColumn) into).append(value);
  }

  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    out.writeByte(((LongColumn) column).get(row) != 0 ? 't' : 'f');
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    InputErrors.requireBytes(length, 1);
    ((LongColumn) into).append(source[from] != 0 ? 1 : 0);
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    out.writeByte((int) ((LongColumn) column).get(row));
  }

  /// 1, 0, or -1 when `[from, to)` (no spaces around) is no boolean: unique prefixes of true,
  /// false, yes, no, on, off, and 1, 0, in any case.
  public static int parse(byte[] source, int from, int to) {
    if (from == to) {
      return -1;
    }
    return switch (Ascii.toLower(source[from])) {
      case 't' -> isPrefix(source, from, to, "true") ? 1 : -1;
      case 'f' -> isPrefix(source, from, to, "false") ? 0 : -1;
      case 'y' -> isPrefix(source, from, to, "yes") ? 1 : -1;
      case 'n' -> isPrefix(source, from, to, "no") ? 0 : -1;
      case 'o' ->
          Ascii.equalsIgnoreCase(source, from, to, "on")
              ? 1
              : to - from >= 2 && isPrefix(source, from, to, "off") ? 0 : -1;
      case '1' -> to - from == 1 ? 1 : -1;
      case '0' -> to - from == 1 ? 0 : -1;
      default -> -1;
    };
  }

  private static boolean isPrefix(byte[] source, int from, int to, String word) {
    if (to - from > word.length()) {
      return false;
    }
    for (int i = 0; i < to - from; i++) {
      if (Ascii.toLower(source[from + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
