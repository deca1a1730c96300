package dev.omendb.compat.slt;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;

/// Files that restart the server, and others with kills thrown in between their statements.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class SltRestartsTest {
  private static final Path FOLDER = ProjectFolder.testFiles();
  private static final List<String> WITH_KILLS =
      List.of(
          "dml",
          "constraints",
          "types/arrays.slt",
          "types/numeric_column.slt",
          "pgvector/vector/column.slt",
          "pgvector/queries/nearest.slt");

  /// Fixed, so that a failure is a change's; give another to look further.
  private static final long DEFAULT_SEED = 20_240_229;

  private OmenServer server;

  @BeforeEach
  void start() throws IOException {
    server = OmenServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> restarts() throws IOException {
    var runner = new SltRunner(server.endpoint());
    return SltRunner.files(FOLDER.resolve("restart")).stream()
        .map(
            file ->
                dynamicTest(
                    FOLDER.relativize(file).toString(),
                    () -> SltFilesTest.check(runner.run(file, Mode.EXTENDED, server::restart))));
  }

  @TestFactory
  Stream<DynamicTest> kills() throws IOException {
    var seed = Long.getLong("omendb.seed", DEFAULT_SEED);
    System.out.printf("kills between statements: repeat with -Domendb.seed=%d%n", seed);
    var runner = new SltRunner(server.endpoint());
    var files = new ArrayList<Path>();
    for (var place : WITH_KILLS) {
      files.addAll(SltRunner.files(FOLDER.resolve(place)));
    }
    return files.stream()
        .map(
            file ->
                dynamicTest(
                    FOLDER.relativize(file).toString(),
                    () ->
                        SltFilesTest.check(
                            runner.runWithRestarts(file, Mode.SIMPLE, server::restart, seed))));
  }
}
