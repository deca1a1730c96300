package dev.omendb.compat.wire;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An ErrorResponse or NoticeResponse: its fields by their one-letter codes.
public record ServerMessage(Map<Character, String> fields) {

  static ServerMessage read(ByteBuffer body) {
    var fields = new LinkedHashMap<Character, String>();
    for (var code = body.get(); code != 0; code = body.get()) {
      fields.put((char) code, Message.string(body));
    }
    return new ServerMessage(fields);
  }

  /// Never localised: ERROR, FATAL, WARNING, NOTICE …
  public String severity() {
    return fields.getOrDefault('V', fields.getOrDefault('S', ""));
  }

  public String sqlState() {
    return fields.getOrDefault('C', "");
  }

  public String text() {
    return fields.getOrDefault('M', "");
  }

  public @Nullable String field(char code) {
    return fields.get(code);
  }

  @Override
  public String toString() {
    return severity() + " " + sqlState() + ": " + text();
  }
}
