package dev.omendb.sql.command.ddl;

import java.util.Map;
import java.util.TreeMap;

/// Replacements in an SQL text, by the character positions its parser reports. Confined to one use.
final class TextEdits {
  private final String text;
  private final int offset;
  private final TreeMap<Integer, Edit> edits = new TreeMap<>();

  /// @param offset what to subtract from a 1-based position to get an index into the text
  TextEdits(String text, int offset) {
    this.text = text;
    this.offset = offset;
  }

  private record Edit(int end, String replacement) {}

  /// Index into the text of a 1-based character position.
  int index(int position) {
    return text.offsetByCodePoints(0, position - offset);
  }

  void replace(int from, int to, String replacement) {
    edits.put(from, new Edit(to, replacement));
  }

  /// The end of the possibly quoted identifier that begins at an index.
  int identifierEnd(int from) {
    if (from < text.length() && text.charAt(from) == '"') {
      int i = from + 1;
      while (i < text.length()) {
        if (text.charAt(i) != '"') {
          i++;
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          i += 2;
        } else {
          return i + 1;
        }
      }
      return text.length();
    }
    int i = from;
    while (i < text.length()
        && (Character.isLetterOrDigit(text.charAt(i))
            || text.charAt(i) == '_'
            || text.charAt(i) == '$'
            || text.charAt(i) >= 0x80)) {
      i++;
    }
    return i;
  }

  /// The end of a name of several parts.
  int nameEnd(int from, int parts) {
    int end = identifierEnd(from);
    for (int i = 1; i < parts; i++) {
      end = identifierEnd(partBegin(end));
    }
    return end;
  }

  /// The begin of the part behind the dot.
  int partBegin(int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == '.' || Character.isWhitespace(text.charAt(i)))) {
      i++;
    }
    return i;
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  String result() {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
      out.append(text, at, edit.getKey()).append(edit.getValue().replacement);
      at = edit.getValue().end;
    }
    return out.append(text.substring(at)).toString();
  }
}
