package dev.omendb.compat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.omendb.compat.server.ProjectFolder;
import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// node-postgres and pgvector's npm package: each case is a function of `src/test/node/cases.js`.
/// The packages are fetched once into `target`; without node or a registry the tests are skipped.
@ExtendWith(ServerExtension.class)
class NodeTest {
  private static final Path PACKAGES = ProjectFolder.root().resolve("compat-tests/target/node");

  @BeforeAll
  static void install() throws IOException {
    assumeTrue(Program.installed("node") && Program.installed("npm"), "node is not installed");
    if (Files.exists(PACKAGES.resolve("node_modules/pgvector"))) {
      return;
    }
    Files.createDirectories(PACKAGES);
    var npm =
        new Program(
            List.of(
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--prefix",
                PACKAGES.toString(),
                "pg@8.13.1",
                "pgvector@0.2.0"),
            Map.of());
    var outcome = npm.run("");
    if (outcome.exitCode() != 0) {
      System.out.println("node tests skipped, npm install failed:\n" + outcome.output());
    }
    assumeTrue(outcome.exitCode() == 0, "npm install failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"values", "prepared", "errors", "vectors"})
  void runs(String name, Endpoint server) throws IOException {
    var script = ProjectFolder.root().resolve("compat-tests/src/test/node/cases.js").toString();
    var environment = Map.of("NODE_PATH", PACKAGES.resolve("node_modules").toString());
    var outcome = new Program(List.of("node", script, server.url(), name), environment).run("");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }
}
