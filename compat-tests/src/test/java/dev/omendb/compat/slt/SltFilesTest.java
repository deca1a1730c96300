package dev.omendb.compat.slt;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.omendb.compat.server.ProjectFolder;
import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every text test file, once per mode; those on vectors once more with the scalar kernels.
@ExtendWith(ServerExtension.class)
class SltFilesTest {
  private static final Path FOLDER = ProjectFolder.testFiles();

  @TestFactory
  Stream<DynamicTest> files(Endpoint server) throws IOException {
    var runner = new SltRunner(server);
    return SltRunner.files(FOLDER).stream()
        .filter(SltFilesTest::leavesServerAlone)
        .flatMap(file -> Stream.of(Mode.values()).map(mode -> test(runner, file, mode, "")));
  }

  @TestFactory
  Stream<DynamicTest> vectorsWithScalarKernels(Endpoint server) throws IOException {
    var runner = new SltRunner(server.withSetting("omendb.compute", "scalar"));
    return SltRunner.files(FOLDER.resolve("pgvector")).stream()
        .map(file -> test(runner, file, Mode.SIMPLE, " scalar"));
  }

  private static boolean leavesServerAlone(Path file) {
    try {
      return !SltFile.read(file).restarts();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static DynamicTest test(SltRunner runner, Path file, Mode mode, String note) {
    var name = "%s [%s%s]".formatted(FOLDER.relativize(file), mode.word(), note);
    return dynamicTest(name, () -> check(runner.run(file, mode, kill -> {})));
  }

  static void check(SltRunner.Report report) {
    List<String> failures = new ArrayList<>(report.failures());
    if (!failures.isEmpty()) {
      Assertions.fail(
          "%d of %d statements:%n%s"
              .formatted(failures.size(), report.statements(), String.join("\n", failures)));
    }
  }
}
