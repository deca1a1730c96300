package dev.omendb.pgwire.connection;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The `options` parameter: `-c name=value`, `-cname=value`, `--name=value`; a backslash makes the
/// next character ordinary.
final class CommandLineOptions {
  private CommandLineOptions() {}

  /// Errors: 42601 for anything else.
  static Map<String, String> parse(String options) {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> words = words(options);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-c") && i + 1 < words.size()) {
        add(settings, words.get(++i));
      } else if (word.startsWith("--")) {
        add(settings, word.substring(2));
      } else if (word.startsWith("-c")) {
        add(settings, word.substring(2));
      } else {
        throw invalid(word);
      }
    }
    return settings;
  }

  private static void add(Map<String, String> settings, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      throw invalid(assignment);
    }
    settings.put(
        assignment.substring(0, equals).replace('-', '_'), assignment.substring(equals + 1));
  }

  private static DatabaseException invalid(String word) {
    return new DatabaseException(
        SqlState.SYNTAX_ERROR, "invalid command-line argument for server process: " + word);
  }

  private static List<String> words(String options) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < options.length(); i++) {
      char c = options.charAt(i);
      if (Character.isWhitespace(c)) {
        if (inside) {
          words.add(word.toString());
          word.setLength(0);
          inside = false;
        }
        continue;
      }
      if (c == '\\' && i + 1 < options.length()) {
        c = options.charAt(++i);
      }
      word.append(c);
      inside = true;
    }
    if (inside) {
      words.add(word.toString());
    }
    return words;
  }
}
