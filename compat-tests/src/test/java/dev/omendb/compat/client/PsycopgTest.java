package dev.omendb.compat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.omendb.compat.server.ProjectFolder;
import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Python's psycopg 3: each case is a function of `src/test/python/psycopg_cases.py`.
@ExtendWith(ServerExtension.class)
class PsycopgTest {
  private static final String PYTHON = "/usr/bin/python3";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "values_in_text",
        "values_in_binary",
        "prepared_after_five_runs",
        "transactions",
        "nested_transactions",
        "copy_in_and_out",
        "copy_binary",
        "server_cursor",
        "errors",
        "pipeline",
        "executemany",
        "arrays_and_json",
        "vectors",
        "notices",
        "row_factories"
      })
  void runs(String name, Endpoint server) throws IOException {
    var psycopg = new Program(List.of(PYTHON, "-c", "import psycopg"), Map.of());
    assumeTrue(
        new java.io.File(PYTHON).canExecute() && psycopg.run("").exitCode() == 0,
        "python3-psycopg is not installed");
    var script =
        ProjectFolder.root().resolve("compat-tests/src/test/python/psycopg_cases.py").toString();
    var outcome = new Program(List.of(PYTHON, script, server.url(), name), Map.of()).run("");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }
}
