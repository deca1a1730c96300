package dev.omendb.compat.slt;

import dev.omendb.compat.server.ProjectFolder;
import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/// Holds the expected blocks against PostgreSQL with pgvector, where there is a Docker.
@Testcontainers(disabledWithoutDocker = true)
class SltContainerTest {
  private static final int PORT = 5432;

  @Container
  private static final GenericContainer<?> POSTGRES =
      new GenericContainer<>("pgvector/pgvector:0.8.1-pg17")
          .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
          .withEnv("POSTGRES_INITDB_ARGS", "--locale=C.UTF-8 -E UTF8")
          .withExposedPorts(PORT)
          .waitingFor(Wait.forLogMessage(".*database system is ready to accept.*", 2));

  @TestFactory
  List<DynamicTest> expectedBlocksArePostgresqls() throws IOException {
    var port = POSTGRES.getMappedPort(PORT);
    var runner =
        new SltRunner(
            new Endpoint(POSTGRES.getHost(), port, "postgres", "", "postgres", Map.of()));
    var tests = new ArrayList<DynamicTest>();
    for (var folder : List.of("dml", "errors", "expressions", "pgvector", "queries", "types")) {
      for (var file : SltRunner.files(ProjectFolder.testFiles().resolve(folder))) {
        tests.add(SltFilesTest.test(runner, file, Mode.SIMPLE, " in a container"));
      }
    }
    return tests;
  }
}
