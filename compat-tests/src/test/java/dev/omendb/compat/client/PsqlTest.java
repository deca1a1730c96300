package dev.omendb.compat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// psql and its backslash commands.
@ExtendWith(ServerExtension.class)
class PsqlTest {
  private Endpoint endpoint;

  @BeforeEach
  void connect(Endpoint server) throws IOException {
    assumeTrue(Program.installed("psql"), "psql is not installed");
    endpoint = server;
    psql(
        """
        SET client_min_messages = error;
        DROP TABLE IF EXISTS psql_child, psql_t;
        CREATE TABLE psql_t (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x', v int[]);
        CREATE INDEX psql_t_name ON psql_t (name);
        INSERT INTO psql_t (name, v) VALUES ('one', '{1,2}'), ('two', NULL);
        """);
  }

  private Program.Outcome run(String input) throws IOException {
    var command = List.of("psql", "-X", "-v", "ON_ERROR_STOP=1", endpoint.url());
    return new Program(command, Map.of("PAGER", "cat", "LC_ALL", "C.UTF-8")).run(input);
  }

  private String psql(String input) throws IOException {
    var outcome = run(input);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  @Test
  void alignedTable() throws IOException {
    assertThat(psql("SELECT * FROM psql_t ORDER BY id;"))
        .isEqualTo(
            """
             id | name |   v  \s
            ----+------+-------
              1 | one  | {1,2}
              2 | two  |\s
            (2 rows)

            """);
  }

  @Test
  void describeTable() throws IOException {
    var output = psql("\\d psql_t");
    assertThat(output)
        .contains("Table \"public.psql_t\"")
        .containsPattern(
            "id +\\| integer +\\| +\\| not null \\| nextval\\('psql_t_id_seq'::regclass\\)")
        .containsPattern(
            "name +\\| character varying\\(20\\) +\\| +\\| not null"
                + " \\| 'x'::character varying")
        .contains("\"psql_t_pkey\" PRIMARY KEY, btree (id)")
        .contains("\"psql_t_name\" btree (name)");
    assertThat(psql("\\d+ psql_t")).contains("Storage");
    assertThat(psql("\\d psql_t_name")).contains("Index \"public.psql_t_name\"");
  }

  @Test
  void listTables() throws IOException {
    assertThat(psql("\\dt")).contains("public | psql_t", "table | postgres");
    assertThat(psql("\\d")).contains("psql_t_id_seq", "sequence");
    assertThat(psql("\\dt psql_*")).contains("psql_t");
    assertThat(psql("\\di")).contains("psql_t_pkey", "psql_t_name");
    assertThat(psql("\\ds")).contains("psql_t_id_seq");
    assertThat(psql("\\dt+ psql_t")).contains("permanent");
    psql("\\dv");
  }

  @Test
  void listDatabasesSchemasRoles() throws IOException {
    assertThat(psql("\\l")).contains("postgres", "UTF8");
    assertThat(psql("\\dn")).contains("public");
    assertThat(psql("\\du")).contains("postgres", "Superuser");
    assertThat(psql("\\conninfo")).contains("connected to database");
    psql("\\dx");
    psql("\\db");
    psql("\\dp psql_t");
  }

  @Test
  void listTypesFunctionsOperators() throws IOException {
    psql("\\dT");
    psql("\\df lower");
    psql("\\do =");
    psql("\\da sum");
    psql("\\dC");
  }

  @Test
  void clientSideCopy(@TempDir Path folder) throws IOException {
    var file = folder.resolve("rows.csv");
    Files.writeString(file, "3,three,\"{3}\"\n4,four,\n");
    assertThat(psql("\\copy psql_t from '%s' csv\n".formatted(file))).contains("COPY 2");
    var out = folder.resolve("out.csv");
    psql("\\copy (SELECT * FROM psql_t ORDER BY id) to '%s' csv header\n".formatted(out));
    assertThat(Files.readString(out))
        .isEqualTo("id,name,v\n1,one,\"{1,2}\"\n2,two,\n3,three,{3}\n4,four,\n");
  }

  @Test
  void errorShowsThePosition() throws IOException {
    var outcome = run("SELECT 1,\n  nosuch FROM psql_t;\n");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output())
        .contains("ERROR:  column \"nosuch\" does not exist")
        .contains("LINE 2:   nosuch FROM psql_t;")
        .contains("          ^");
  }

  @Test
  void scriptInOneTransaction() throws IOException {
    var outcome = run("BEGIN;\nDELETE FROM psql_t;\nSELECT 1/0;\nCOMMIT;\n");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(psql("SELECT count(*) FROM psql_t;")).contains("     2\n");
  }

  @Test
  void gdescAndVariables() throws IOException {
    assertThat(psql("SELECT id, name FROM psql_t \\gdesc\n")).contains("character varying(20)");
    assertThat(psql("\\set x 1\nSELECT name FROM psql_t WHERE id = :x;\n")).contains("one");
    assertThat(psql("\\timing on\nSELECT 1;\n")).contains("Time:");
    assertThat(psql("\\x\nSELECT * FROM psql_t WHERE id = 1;\n")).contains("-[ RECORD 1 ]");
  }

  @Test
  void fetchCountUsesACursor() throws IOException {
    assertThat(psql("\\set FETCH_COUNT 10\nSELECT generate_series(1, 35);\n"))
        .contains("(35 rows)");
  }
}
