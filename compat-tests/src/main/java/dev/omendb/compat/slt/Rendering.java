package dev.omendb.compat.slt;

import dev.omendb.compat.slt.SltRecord.Head;
import dev.omendb.compat.wire.BinaryText;
import dev.omendb.compat.wire.Result;
import dev.omendb.compat.wire.ResultColumn;
import dev.omendb.compat.wire.ServerMessage;
import dev.omendb.compat.wire.TypeNames;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes results as the lines of an expected block.
final class Rendering {
  private static final char[] ERROR_FIELDS = {'D', 'H', 'P', 'W', 't', 'c', 'd', 'n'};
  private static final String[] ERROR_LABELS = {
    "DETAIL", "HINT", "POSITION", "CONTEXT", "TABLE", "COLUMN", "DATATYPE", "CONSTRAINT"
  };
  private static final int HEX_BYTES_PER_LINE = 40;

  private final TypeNames types;
  private final BinaryText binary;

  Rendering(TypeNames types, ZoneId timeZone) {
    this.types = types;
    this.binary = new BinaryText(timeZone);
  }

  /// `id:int4,name:text`.
  String columns(List<ResultColumn> columns) {
    var text = new StringBuilder();
    for (var column : columns) {
      var name = column.name();
      var plain = name.chars().allMatch(c -> c > ' ' && c != ',' && c != ':' && c != '"');
      text.append(text.isEmpty() ? "" : ",");
      text.append(plain ? name : '"' + name.replace("\n", "\\n") + '"');
      text.append(':').append(types.name(column.typeOid()));
    }
    return text.toString();
  }

  List<String> rows(Result result, Head.Sort sort) {
    var rows = new ArrayList<List<String>>();
    var columns = result.columns() == null ? List.<ResultColumn>of() : result.columns();
    for (var row : result.rows()) {
      var values = new ArrayList<String>();
      for (var i = 0; i < row.length; i++) {
        values.add(value(row[i], columns.get(i)));
      }
      rows.add(values);
    }
    if (sort == Head.Sort.VALUESORT) {
      return rows.stream().flatMap(List::stream).sorted().toList();
    }
    var lines = new ArrayList<String>();
    for (var row : rows) {
      lines.add(row.isEmpty() ? "(no columns)" : String.join(" | ", row));
    }
    if (sort == Head.Sort.ROWSORT) {
      Collections.sort(lines);
    }
    return lines;
  }

  private String value(byte @Nullable [] value, ResultColumn column) {
    if (value == null) {
      return "NULL";
    }
    var text =
        column.format() == 1
            ? binary.decode(types.name(column.typeOid()), value)
            : new String(value, StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      return "(empty)";
    }
    return escape(text);
  }

  /// Control characters and outer blanks made visible.
  private static String escape(String text) {
    var oneLine = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    var start = 0;
    while (start < oneLine.length() && oneLine.charAt(start) == ' ') {
      start++;
    }
    var end = oneLine.length();
    while (end > start && oneLine.charAt(end - 1) == ' ') {
      end--;
    }
    return "\\x20".repeat(start)
        + oneLine.substring(start, end)
        + "\\x20".repeat(oneLine.length() - end);
  }

  List<String> error(ServerMessage error) {
    var lines = new ArrayList<String>();
    lines.add(escape("%s %s: %s".formatted(error.severity(), error.sqlState(), error.text())));
    for (var i = 0; i < ERROR_FIELDS.length; i++) {
      var value = error.field(ERROR_FIELDS[i]);
      if (value != null && !isPostgresInternal(value)) {
        lines.add(escape(ERROR_LABELS[i] + ": " + value));
      }
    }
    return lines;
  }

  /// A context that names a row's place on its page, or that a function is written in SQL: no other
  /// server can know that.
  private static boolean isPostgresInternal(String value) {
    return value.startsWith("while ") || value.startsWith("SQL function ");
  }

  List<String> notices(Result result) {
    var lines = new ArrayList<String>();
    for (var notice : result.notices()) {
      lines.add(escape(notice.toString()));
      var detail = notice.field('D');
      if (detail != null) {
        lines.add(escape("DETAIL: " + detail));
      }
    }
    return lines;
  }

  List<String> copied(byte[] data, boolean hex) {
    var lines = new ArrayList<String>();
    if (hex) {
      var text = HexFormat.of().formatHex(data);
      for (var i = 0; i < text.length(); i += 2 * HEX_BYTES_PER_LINE) {
        lines.add(text.substring(i, Math.min(text.length(), i + 2 * HEX_BYTES_PER_LINE)));
      }
      return lines;
    }
    var text = new String(data, StandardCharsets.UTF_8);
    for (var line : text.split("\n", -1)) {
      lines.add(line.isEmpty() ? "(empty)" : line);
    }
    if (text.endsWith("\n") || text.isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  String parameters(Result result) {
    return "parameters: "
        + String.join(", ", result.parameterTypes().stream().map(types::name).toList());
  }
}
