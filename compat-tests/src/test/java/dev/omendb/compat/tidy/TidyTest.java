package dev.omendb.compat.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules that keep the sources readable, see docs/HACKING.md.
class TidyTest {
  private static final int MAX_FILE_LINES = 600;
  private static final int USUAL_FILE_LINES = 400;
  private static final double USUAL_SHARE = 0.95;
  private static final int MAX_METHOD_LINES = 70;
  private static final int MAX_LINE_CHARS = 100;

  /// Each module with what it may import of the project.
  private static final Map<String, List<String>> LAYERS =
      Map.of(
          "kernels", List.of("kernels"),
          "engine", List.of("kernels", "engine"),
          "sql", List.of("kernels", "engine", "sql"),
          "pgwire", List.of("kernels", "engine", "sql", "pgwire"),
          "compat-tests", List.of("compat"));

  private static final List<SourceFile> FILES =
      SourceFile.all(ProjectFolder.root()).stream()
          .filter(file -> !file.in("dev.omendb.compat.tidy"))
          .toList();

  private static List<String> imports(String prefix, Predicate<SourceFile> allowed) {
    return FILES.stream()
        .filter(allowed.negate())
        .flatMap(
            file ->
                file.imports().stream()
                    .filter(name -> (name + ".").startsWith(prefix))
                    .map(name -> file.path() + " imports " + name))
        .toList();
  }

  @Test
  void lowerModulesDoNotImportHigherOnes() {
    assertThat(FILES)
        .isNotEmpty()
        .allSatisfy(
            file -> {
              var allowed = LAYERS.get(file.module());
              assertThat(file.imports())
                  .as(file.path())
                  .filteredOn(name -> name.startsWith("dev.omendb."))
                  .allMatch(name -> allowed.contains(name.split("\\.")[2]));
            });
  }

  @Test
  void librariesStayWhereTheyBelong() {
    assertThat(imports("io.netty.", file -> file.module().equals("pgwire"))).isEmpty();
    assertThat(
            imports(
                "org.apache.calcite.",
                file ->
                    file.in(
                        "dev.omendb.sql.parse",
                        "dev.omendb.sql.bind",
                        "dev.omendb.sql.plan",
                        "dev.omendb.sql.command.ddl",
                        "dev.omendb.sql.command.session")))
        .isEmpty();
    assertThat(imports("jdk.incubator.vector.", file -> file.name().startsWith("Simd")))
        .isEmpty();
  }

  @Test
  void filesAreReachedThroughTheFileSystem() {
    Predicate<SourceFile> allowed =
        file ->
            !file.isMain()
                || file.module().equals("compat-tests")
                || file.in("dev.omendb.engine.fs", "dev.omendb.pgwire");
    assertThat(imports("java.nio.file.", allowed)).isEmpty();
    assertThat(imports("java.nio.channels.FileChannel.", allowed)).isEmpty();
    assertThat(
            Stream.of("File", "FileInputStream", "FileOutputStream", "RandomAccessFile")
                .flatMap(name -> imports("java.io." + name + ".", allowed).stream()))
        .isEmpty();
  }

  @Test
  void filesAreShort() {
    assertThat(FILES).allMatch(file -> file.lines().size() <= MAX_FILE_LINES);
    long usual = FILES.stream().filter(file -> file.lines().size() < USUAL_FILE_LINES).count();
    assertThat(usual).isGreaterThanOrEqualTo((long) (FILES.size() * USUAL_SHARE));
  }

  @Test
  void linesAreShort() {
    assertThat(
            FILES.stream()
                .flatMap(
                    file ->
                        IntStream.range(0, file.lines().size())
                            .filter(i -> file.lines().get(i).length() > MAX_LINE_CHARS)
                            .mapToObj(i -> file.path() + ":" + (i + 1))))
        .isEmpty();
  }

  @Test
  void methodsAreShort() {
    assertThat(LongMethods.of(FILES, MAX_METHOD_LINES)).isEmpty();
  }

  @Test
  void packagesSayWhatTheyAreFor() {
    var described =
        FILES.stream()
            .filter(file -> file.name().equals("package-info"))
            .filter(file -> file.lines().contains("@NullMarked"))
            .filter(file -> file.lines().getFirst().startsWith("///"))
            .map(SourceFile::packageName)
            .collect(Collectors.toSet());
    assertThat(FILES.stream().map(SourceFile::packageName).collect(Collectors.toSet()))
        .isSubsetOf(described);
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(FILES)
        .noneMatch(file -> file.name().matches(".*(Utils?|Helpers?|Manager|Impl)"));
  }

  @Test
  void nothingBannedIsWritten() {
    assertThat(
            BannedCode.all().stream()
                .flatMap(banned -> FILES.stream().flatMap(file -> banned.findIn(file).stream())))
        .isEmpty();
  }

  /// `sql/session/Session` in backticks is a class or a package.
  @Test
  void documentsNameWhatExists() throws IOException {
    var named = Pattern.compile("`((?:kernels|engine|sql|pgwire)(?:/\\w+)+)`");
    for (var document : List.of("docs/ARCHITECTURE.md", "docs/HACKING.md")) {
      var text = Files.readString(ProjectFolder.root().resolve(document));
      assertThat(named.matcher(text).results().map(m -> m.group(1)))
          .as(document)
          .isNotEmpty()
          .allMatch(
              name ->
                  Files.exists(ProjectFolder.root().resolve(name))
                      || FILES.stream()
                          .anyMatch(
                              file ->
                                  file.path().contains("/omendb/" + name + "/")
                                      || file.path().contains("/omendb/" + name + ".java")));
    }
  }
}
