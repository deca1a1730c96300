package dev.omendb.pgwire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.pgwire.TestServer;
import dev.omendb.pgwire.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyProtocolTest {
  @TempDir static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.trusting(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void emptyTable() throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      client.query("drop table if exists t").readUntilReady();
      client.query("create table t (a int, b text)").readUntilReady();
    }
  }

  private static void assertRows(int count) throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      assertThat(client.query("select count(*) as n from t").readUntilReady())
          .containsExactly("T(n)", "D(" + count + ")", "C(SELECT 1)", "Z(I)");
    }
  }

  @Test
  void takesRowsWhereverTheMessagesAreCut() throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      client.query("copy t from stdin; select 1 as n");
      client.message('d', "1\to").message('d', "ne\n2\ttwo\n").message('d', "").message('c', "");
      assertThat(client.readUntilReady())
          .containsExactly("G", "C(COPY 2)", "T(n)", "D(1)", "C(SELECT 1)", "Z(I)");
    }
    assertRows(2);
  }

  @Test
  void worksInTheExtendedProtocolWithAnEarlySync() throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      client.parse("", "copy t from stdin").bind("", "").describe('P', "").execute("", 0).sync();
      client.message('d', "1\tone\n").message('c', "").sync();
      assertThat(client.readUntilReady())
          .containsExactly("1", "2", "n", "G", "C(COPY 1)", "Z(I)");
    }
    assertRows(1);
  }

  @Test
  void aBadRowLoadsNothingAndTheRestIsSwallowed() throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      client.query("copy t from stdin");
      client.message('d', "1\tone\nx\ttwo\n").message('d', "3\tthree\n").message('c', "");
      assertThat(client.readUntilReady())
          .containsExactly(
              "G", "E(ERROR 22P02 invalid input syntax for type integer: \"x\")", "Z(I)");
      assertThat(client.query("select 1 as n").readUntilReady())
          .containsExactly("T(n)", "D(1)", "C(SELECT 1)", "Z(I)");
    }
    assertRows(0);
  }

  @Test
  void theClientCanGiveUp() throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      client.query("copy t from stdin").message('d', "1\tone\n").message('f', "no more\0");
      assertThat(client.readUntilReady())
          .containsExactly("G", "E(ERROR 57014 COPY from stdin failed: no more)", "Z(I)");
    }
    assertRows(0);
  }

  @Test
  void aClientThatVanishesLeavesNothing() throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      client.query("copy t from stdin").message('d', "1\tone\n2\ttw");
      assertThat(client.read(1)).containsExactly("G");
    }
    assertRows(0);
  }

  @Test
  void sendsRows() throws IOException {
    try (WireClient client = WireClient.login(server.address())) {
      client.query("insert into t values (1, 'one'), (2, null)").readUntilReady();
      assertThat(client.query("copy t to stdout").readUntilReady())
          .containsExactly("H", "d", "d", "c", "C(COPY 2)", "Z(I)");
    }
  }
}
