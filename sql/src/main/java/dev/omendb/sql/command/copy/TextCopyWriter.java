package dev.omendb.sql.command.copy;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.command.copy.CopyOptions.Header;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.ByteArraySink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The text format: backslash escapes for control characters, backslashes and delimiters.
final class TextCopyWriter extends CopyWriter {
  private final ByteArraySink scratch = new ByteArraySink(256);

  TextCopyWriter(Session session, CopyOptions options, List<ResultColumn> columns) {
    super(session, options, columns);
  }

  @Override
  void header() {
    if (options.header() == Header.NONE) {
      return;
    }
    for (int c = 0; c < columns.size(); c++) {
      delimit(c);
      byte[] name = columns.get(c).name().getBytes(StandardCharsets.UTF_8);
      int start = out.position();
      out.writeBytes(name, 0, name.length);
      escapeFrom(start);
    }
    out.writeByte('\n');
  }

  private void delimit(int column) {
    if (column > 0) {
      out.writeByte(options.delimiter());
    }
  }

  @Override
  void row(Batch batch, int row) {
    for (int c = 0; c < columns.size(); c++) {
      delimit(c);
      if (batch.column(c).isNull(row)) {
        out.writeBytes(options.nullText(), 0, options.nullText().length);
      } else {
        int start = out.position();
        columns.get(c).type().formatText(batch.column(c), row, format, out);
        escapeFrom(start);
      }
    }
    out.writeByte('\n');
  }

  /// Escapes what was written since `start`, if anything needs it.
  private void escapeFrom(int start) {
    byte[] bytes = out.bytes();
    int end = out.position();
    int at = start;
    while (at < end && !isSpecial(bytes[at])) {
      at++;
    }
    if (at == end) {
      return;
    }
    scratch.clear();
    scratch.writeBytes(bytes, at, end - at);
    out.truncate(at);
    byte[] source = scratch.bytes();
    for (int i = 0; i < scratch.position(); i++) {
      if (isSpecial(source[i])) {
        out.writeByte('\\');
        out.writeByte(letter(source[i]));
      } else {
        out.writeByte(source[i]);
      }
    }
  }

  private boolean isSpecial(byte b) {
    return b == '\\' || b == options.delimiter() || b >= '\b' && b <= '\r';
  }

  private static int letter(byte b) {
    return switch (b) {
      case '\b' -> 'b';
      case '\t' -> 't';
      case '\n' -> 'n';
      case 0x0b -> 'v';
      case '\f' -> 'f';
      case '\r' -> 'r';
      default -> b;
    };
  }

  @Override
  void trailer() {}
}
