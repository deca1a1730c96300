package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;

/// Turns the values of a Bind message into a batch of one row.
final class ParameterDecoder {
  private final Session session;

  ParameterDecoder(Session session) {
    this.session = session;
  }

  /// Errors of the values say in their context where they are, but not what: it may be secret.
  Batch decode(String portalName, int[] types, Parameters parameters) {
    Column[] columns = new Column[types.length];
    FormatSettings format = session.context().format();
    for (int i = 0; i < types.length; i++) {
      PgType type = session.context().type(types[i]);
      Column column = type.storage(-1).newColumn(1);
      int length = parameters.lengths()[i];
      int offset = parameters.offsets()[i];
      boolean binary = parameters.binary()[i];
      try {
        if (length < 0) {
          column.appendNull();
        } else if (binary) {
          type.parseBinary(parameters.bytes(), offset, length, -1, column);
        } else {
          type.parseText(parameters.bytes(), offset, offset + length, -1, format, column);
        }
      } catch (DatabaseException e) {
        throw e.where(place(portalName, i + 1) + (binary ? "" : " = '...'"));
      }
      columns[i] = column;
    }
    Batch row = new Batch(columns);
    row.setSize(1);
    return row;
  }

  private static String place(String portalName, int number) {
    String portal = portalName.isEmpty() ? "unnamed portal" : "portal \"" + portalName + "\"";
    return portal + " parameter $" + number;
  }
}
