package dev.omendb.sql.type;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads the lists of expected values under `resources/types`.
final class TypeFiles {
  private TypeFiles() {}

  /// The lines that are not comments.
  static List<String> read(String resource) {
    try (InputStream in = TypeFiles.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
