package dev.omendb.sql.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The statements of a test resource beside this class.
final class StatementFile {
  private StatementFile() {}

  static List<String> lines(String name) {
    return parts(name, "\n");
  }

  static List<String> parts(String name, String separator) {
    try (InputStream in = StatementFile.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split(separator)).filter(part -> !part.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
