package dev.omendb.compat.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Java file of the project.
///
/// @param path from the project's folder, with `/`
record SourceFile(Path file, String path, List<String> lines) {
  private static final List<String> MODULES =
      List.of("kernels", "engine", "sql", "pgwire", "compat-tests");
  private static final Pattern IMPORT = Pattern.compile("import (?:static )?([\\w.]+(?:\\.\\*)?);");
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");

  /// All hand-written files of the modules.
  static List<SourceFile> all(Path project) {
    return MODULES.stream().flatMap(module -> under(project, module).stream()).toList();
  }

  private static List<SourceFile> under(Path project, String module) {
    try (var paths = Files.walk(project.resolve(module).resolve("src"))) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .sorted()
          .map(path -> read(project, path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceFile read(Path project, Path path) {
    try {
      var relative = project.relativize(path).toString().replace('\\', '/');
      return new SourceFile(path, relative, Files.readAllLines(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String module() {
    return path.substring(0, path.indexOf('/'));
  }

  boolean isMain() {
    return path.contains("/src/main/");
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
  }

  String packageName() {
    return first(PACKAGE);
  }

  /// Whether it is in one of the packages or below.
  boolean in(String... packages) {
    var own = packageName() + ".";
    return List.of(packages).stream().anyMatch(p -> own.startsWith(p + "."));
  }

  List<String> imports() {
    return lines.stream()
        .map(IMPORT::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .toList();
  }

  private String first(Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .findFirst()
        .orElse("");
  }
}
