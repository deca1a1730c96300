package dev.omendb.pgwire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.pgwire.TestServer;
import dev.omendb.pgwire.WireClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolTest {
  @TempDir static Path folder;
  private static TestServer server;

  private WireClient client;

  @BeforeAll
  static void start() {
    server = TestServer.trusting(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    client = WireClient.login(server.address());
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void simpleQueryAnswersInOrder() throws IOException {
    client.query("select 1 as a, null as b; select 'x' as c");
    assertThat(client.readUntilReady())
        .containsExactly(
            "T(a,b)", "D(1,NULL)", "C(SELECT 1)", "T(c)", "D(x)", "C(SELECT 1)", "Z(I)");
  }

  @Test
  void emptyQueriesAreAnswered() throws IOException {
    assertThat(client.query("").readUntilReady()).containsExactly("I", "Z(I)");
    assertThat(client.query(" ; ").readUntilReady()).containsExactly("I", "Z(I)");
    assertThat(client.query("-- nothing").readUntilReady()).containsExactly("I", "Z(I)");
  }

  @Test
  void anErrorEndsTheQueryStringAndNotTheConnection() throws IOException {
    client.query("select 1 as a; select 1/0; select 2");
    assertThat(client.readUntilReady())
        .contains("C(SELECT 1)", "E(ERROR 22012 division by zero)")
        .doesNotContain("D(2)")
        .endsWith("Z(I)");
    assertThat(client.query("select 3 as c").readUntilReady())
        .containsExactly("T(c)", "D(3)", "C(SELECT 1)", "Z(I)");
  }

  @Test
  void errorPositionsCountCharacters() throws IOException {
    assertThat(client.query("select 'äöü', nowhere").readUntilReady())
        .containsExactly("E(ERROR 42703 column \"nowhere\" does not exist P15)", "Z(I)");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    client.message('Q', new byte[] {'s', 'e', 'l', (byte) 0xff, 0});
    assertThat(client.readUntilReady())
        .containsExactly(
            "E(ERROR 22021 invalid byte sequence for encoding \"UTF8\": 0xff)", "Z(I)");
  }

  @Test
  void pipelinedGroupsAreAnsweredOneByOne() throws IOException {
    for (int i = 1; i <= 3; i++) {
      client.parse("", "select " + i + " as n").bind("", "").describe('P', "");
      client.execute("", 0).sync();
    }
    for (int i = 1; i <= 3; i++) {
      assertThat(client.readUntilReady())
          .containsExactly("1", "2", "T(n)", "D(" + i + ")", "C(SELECT 1)", "Z(I)");
    }
  }

  /// Texts seen for the first time are planned on the pool, known ones run on the network thread:
  /// answers of both must keep their order.
  @Test
  void answersKeepTheirOrderAcrossThreads() throws IOException {
    for (int i = 0; i < 300; i++) {
      client.parse("", "select " + i + " as n").flush();
      client.parse("", "select 1 as n").bind("", "").execute("", 0).sync();
      assertThat(client.readUntilReady())
          .containsExactly("1", "1", "2", "D(1)", "C(SELECT 1)", "Z(I)");
    }
  }

  @Test
  void afterAnErrorEverythingUntilSyncIsIgnored() throws IOException {
    client.parse("", "select 1/0").bind("", "").execute("", 0);
    client.query("select 1").parse("", "select 2").sync();
    client.query("select 3 as n");
    assertThat(client.readUntilReady())
        .startsWith("1").contains("E(ERROR 22012 division by zero)").endsWith("Z(I)");
    assertThat(client.readUntilReady()).containsExactly("T(n)", "D(3)", "C(SELECT 1)", "Z(I)");
  }

  @Test
  void describesAStatementBeforeBind() throws IOException {
    client.parse("s", "select $1::int + 1 as n").describe('S', "s").sync();
    assertThat(client.readUntilReady()).containsExactly("1", "t", "T(n)", "Z(I)");
    client.bind("", "s", "41").execute("", 0).sync();
    assertThat(client.readUntilReady()).containsExactly("2", "D(42)", "C(SELECT 1)", "Z(I)");
  }

  @Test
  void answersBeforeSyncWhenAskedToFlush() throws IOException {
    client.parse("", "select 1 as n").describe('S', "").message('H', "");
    assertThat(client.read(3)).containsExactly("1", "t", "T(n)");
    assertThat(client.sync().readUntilReady()).containsExactly("Z(I)");
  }

  @Test
  void rowLimitsSuspendAPortal() throws IOException {
    client.parse("", "select g from generate_series(1, 5) g").bind("p", "").execute("p", 2);
    client.execute("p", 3).execute("p", 1).execute("p", 1).sync();
    assertThat(client.readUntilReady())
        .containsExactly(
            "1", "2", "D(1)", "D(2)", "s", "D(3)", "D(4)", "D(5)", "s", "C(SELECT 0)",
            "C(SELECT 0)", "Z(I)");
  }

  @Test
  void theRestOfASuspendedPortalCanBeReadAtOnce() throws IOException {
    client.parse("", "select g from generate_series(1, 4) g").bind("p", "").execute("p", 1);
    client.execute("p", 0).sync();
    assertThat(client.readUntilReady())
        .containsExactly(
            "1", "2", "D(1)", "s", "D(2)", "D(3)", "D(4)", "C(SELECT 3)", "Z(I)");
  }

  @Test
  void openPortalsInterleave() throws IOException {
    client.parse("s", "select g from generate_series($1::int, 9) g");
    client.bind("a", "s", "1").bind("b", "s", "5");
    client.execute("a", 1).execute("b", 1).execute("a", 1).execute("b", 1).sync();
    assertThat(client.readUntilReady())
        .containsExactly(
            "1", "2", "2", "D(1)", "s", "D(5)", "s", "D(2)", "s", "D(6)", "s", "Z(I)");
  }

  @Test
  void unknownNamesAreErrorsButClosingThemIsNot() throws IOException {
    client.execute("p", 0).sync();
    assertThat(client.readUntilReady())
        .containsExactly("E(ERROR 34000 portal \"p\" does not exist)", "Z(I)");
    client.bind("", "s").sync();
    assertThat(client.readUntilReady())
        .containsExactly("E(ERROR 26000 prepared statement \"s\" does not exist)", "Z(I)");
    client.message('C', "Ps\0").message('C', "Ss\0").sync();
    assertThat(client.readUntilReady()).containsExactly("3", "3", "Z(I)");
  }

  @Test
  void malformedBodiesAreErrors() throws IOException {
    assertThat(client.message('B', "p").sync().readUntilReady())
        .containsExactly("E(ERROR 08P01 invalid string in message)", "Z(I)");
    assertThat(client.message('B', "p\0s\0\0").sync().readUntilReady())
        .containsExactly("E(ERROR 08P01 insufficient data left in message)", "Z(I)");
    assertThat(client.query("select 1 as n").readUntilReady()).hasSize(4);
  }

  @Test
  void functionCallsAreRefused() throws IOException {
    client.message('F', "");
    assertThat(client.readUntilReady())
        .containsExactly(
            "E(ERROR 0A000 the function call protocol is not supported)", "Z(I)");
  }

  @Test
  void garbageEndsOneConnectionAndNoOther() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(garbage);
      try (WireClient before = WireClient.open(server.address());
          WireClient after = WireClient.login(server.address())) {
        before.raw(garbage).flush();
        after.message('Q', "select 1\0").raw(garbage).flush();
      }
    }
    assertThat(client.query("select 1 as n").readUntilReady())
        .containsExactly("T(n)", "D(1)", "C(SELECT 1)", "Z(I)");
  }

  @Test
  void anOversizedLengthWordIsFatal() throws IOException {
    client.raw(new byte[] {'Q', 0x7f, -1, -1, -1});
    assertThat(client.readUntilClosed())
        .containsExactly("E(FATAL 08P01 invalid message length)");
  }

  @Test
  void anUnknownMessageIsFatalAfterWhatCameBefore() throws IOException {
    client.query("select 1 as n").message('~', "");
    assertThat(client.readUntilClosed())
        .containsExactly(
            "T(n)", "D(1)", "C(SELECT 1)", "Z(I)",
            "E(FATAL 08P01 invalid frontend message type 126)");
  }

  @Test
  void aClientThatSaysNoMoreStillGetsItsAnswers() throws IOException {
    client.query("select count(*) as n from generate_series(1, 100000)").flush();
    client.endInput();
    assertThat(client.readUntilClosed())
        .containsExactly("T(n)", "D(100000)", "C(SELECT 1)", "Z(I)");
  }

  @Test
  void manyParametersAreCountedUnsigned() throws IOException {
    byte[] head = "\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[head.length + 2 + 2 + 40_000 * 4 + 2];
    body[head.length + 2] = (byte) (40_000 >>> 8);
    body[head.length + 3] = (byte) 40_000;
    client.parse("", "select 1").message('B', body).sync();
    assertThat(client.readUntilReady())
        .containsExactly(
            "1",
            "E(ERROR 08P01 bind message supplies 40000 parameters, but prepared statement \"\""
                + " requires 0)",
            "Z(I)");
  }
}
