package dev.omendb.compat.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One column of a RowDescription.
///
/// @param format 0 text, 1 binary
public record ResultColumn(
    String name,
    int tableOid,
    int attributeNumber,
    int typeOid,
    int typeLength,
    int typeModifier,
    int format) {

  static List<ResultColumn> readAll(ByteBuffer body) {
    var count = Short.toUnsignedInt(body.getShort());
    var columns = new ArrayList<ResultColumn>(count);
    for (var i = 0; i < count; i++) {
      columns.add(
          new ResultColumn(
              Message.string(body),
              body.getInt(),
              body.getShort(),
              body.getInt(),
              body.getShort(),
              body.getInt(),
              body.getShort()));
    }
    return columns;
  }
}
