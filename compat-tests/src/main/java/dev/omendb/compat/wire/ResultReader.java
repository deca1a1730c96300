package dev.omendb.compat.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the messages of one statement's answer. Confined to one thread.
final class ResultReader {
  private @Nullable List<ResultColumn> columns;
  private List<byte[] @Nullable []> rows = new ArrayList<>();
  private @Nullable ByteArrayOutputStream copyOut;
  private List<ServerMessage> notices = new ArrayList<>();
  private List<Integer> parameterTypes = List.of();

  void columns(List<ResultColumn> described) {
    columns = described;
  }

  @Nullable List<ResultColumn> columns() {
    return columns;
  }

  void parameterTypes(ByteBuffer body) {
    var count = Short.toUnsignedInt(body.getShort());
    var types = new ArrayList<Integer>(count);
    for (var i = 0; i < count; i++) {
      types.add(body.getInt());
    }
    parameterTypes = types;
  }

  void row(ByteBuffer body) {
    var values = new byte @Nullable [Short.toUnsignedInt(body.getShort())][];
    for (var i = 0; i < values.length; i++) {
      var length = body.getInt();
      if (length >= 0) {
        values[i] = new byte[length];
        body.get(values[i]);
      }
    }
    rows.add(values);
  }

  void notice(ServerMessage notice) {
    notices.add(notice);
  }

  void copyOutStarts() {
    copyOut = new ByteArrayOutputStream();
  }

  void copyData(byte[] data) {
    if (copyOut == null) {
      throw new IllegalStateException("CopyData outside COPY TO STDOUT");
    }
    copyOut.writeBytes(data);
  }

  /// Hands out what was collected and starts anew.
  Result finish(@Nullable String tag, @Nullable ServerMessage error) {
    var copied = copyOut == null ? null : copyOut.toByteArray();
    var result = new Result(columns, rows, tag, error, copied, notices, parameterTypes);
    columns = null;
    rows = new ArrayList<>();
    copyOut = null;
    notices = new ArrayList<>();
    parameterTypes = List.of();
    return result;
  }
}
