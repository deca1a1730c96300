package dev.omendb.pgwire.message;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.session.Notice;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the messages a server sends (PostgreSQL documentation, section 55.7).
public final class Responses {
  private Responses() {}

  public static void authentication(Output out, int code) {
    out.begin('R').writeInt(code);
    out.end();
  }

  public static void authentication(Output out, int code, byte[] data) {
    out.begin('R').writeInt(code);
    out.writeBytes(data, 0, data.length);
    out.end();
  }

  public static void parameterStatus(Output out, String name, String value) {
    out.begin('S').text(name).text(value).end();
  }

  public static void backendKeyData(Output out, int backendId, int secretKey) {
    out.begin('K').writeInt(backendId);
    out.writeInt(secretKey);
    out.end();
  }

  public static void negotiateProtocolVersion(Output out, List<String> unknownOptions) {
    out.begin('v').writeInt(StartupCodes.MAJOR_VERSION << 16);
    out.writeInt(unknownOptions.size());
    unknownOptions.forEach(out::text);
    out.end();
  }

  public static void readyForQuery(Output out, char status) {
    out.begin('Z').writeByte(status);
    out.end();
  }

  /// A message of a type byte alone: ParseComplete, NoData, CopyDone, ….
  public static void empty(Output out, char type) {
    out.begin(type).end();
  }

  public static void commandComplete(Output out, String tag) {
    if (tag.isEmpty()) {
      empty(out, 'I');
    } else {
      out.begin('C').text(tag).end();
    }
  }

  public static void parameterDescription(Output out, int[] types) {
    out.begin('t').writeShort(types.length);
    for (int type : types) {
      out.writeInt(type);
    }
    out.end();
  }

  /// RowDescription, or NoData; `portal` gives the formats, null means text.
  public static void rowDescription(
      Output out, @Nullable List<ResultColumn> columns, @Nullable Portal portal) {
    if (columns == null) {
      empty(out, 'n');
      return;
    }
    out.begin('T').writeShort(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      ResultColumn column = columns.get(i);
      out.text(column.name()).writeInt((int) column.tableOid());
      out.writeShort(column.attnum());
      out.writeInt(column.type().oid());
      out.writeShort(column.type().info().length());
      out.writeInt(column.typmod());
      out.writeShort(portal == null ? 0 : portal.resultFormat(i));
    }
    out.end();
  }

  /// CopyInResponse (`G`) or CopyOutResponse (`H`).
  public static void copyResponse(Output out, char type, boolean binary, int columns) {
    int format = binary ? 1 : 0;
    out.begin(type).writeByte(format);
    out.writeShort(columns);
    for (int i = 0; i < columns; i++) {
      out.writeShort(format);
    }
    out.end();
  }

  public static void copyData(Output out, byte[] source, int from, int length) {
    out.begin('d').writeBytes(source, from, length);
    out.end();
  }

  public static void notification(Output out, int backendId, String channel, String payload) {
    out.begin('A').writeInt(backendId);
    out.text(channel).text(payload).end();
  }

  public static void notice(Output out, Notice notice) {
    out.begin('N');
    field(out, 'S', notice.severity());
    field(out, 'V', notice.severity());
    field(out, 'C', notice.sqlState());
    field(out, 'M', notice.message());
    field(out, 'D', notice.detail());
    field(out, 'H', notice.hint());
    out.writeByte(0);
    out.end();
  }

  /// @param severity ERROR or FATAL
  public static void error(Output out, String severity, DatabaseException error) {
    out.begin('E');
    field(out, 'S', severity);
    field(out, 'V', severity);
    field(out, 'C', error.state().code());
    field(out, 'M', String.valueOf(error.getMessage()));
    field(out, 'D', error.detail());
    field(out, 'H', error.hint());
    if (error.position() > 0) {
      field(out, 'P', Integer.toString(error.position()));
    }
    field(out, 'W', error.where());
    field(out, 's', error.schema());
    field(out, 't', error.table());
    field(out, 'c', error.column());
    field(out, 'd', error.dataType());
    field(out, 'n', error.constraint());
    field(out, 'R', error.routine());
    out.writeByte(0);
    out.end();
  }

  private static void field(Output out, char code, @Nullable String value) {
    if (value != null) {
      out.writeByte(code);
      out.text(value);
    }
  }
}
