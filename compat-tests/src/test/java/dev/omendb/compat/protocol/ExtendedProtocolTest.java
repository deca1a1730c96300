package dev.omendb.compat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Body;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.Message;
import dev.omendb.compat.wire.MessageStream;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The order of messages in the extended protocol, message by message.
@ExtendWith(ServerExtension.class)
class ExtendedProtocolTest {
  private static final byte[] NO_DATA = new byte[0];

  private WireConnection connection;
  private MessageStream stream;

  @BeforeEach
  void open(Endpoint server) throws IOException {
    connection = WireConnection.open(server);
    stream = connection.stream();
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  private void parse(String name, String sql) throws IOException {
    stream.send('P', new Body().string(name).string(sql).int16(0).build());
  }

  private void bind(String portal, String statement) throws IOException {
    stream.send(
        'B', new Body().string(portal).string(statement).int16(0).int16(0).int16(0).build());
  }

  private void execute(String portal, int maxRows) throws IOException {
    stream.send('E', new Body().string(portal).int32(maxRows).build());
  }

  private void describe(char kind, String name) throws IOException {
    stream.send('D', new Body().int8(kind).string(name).build());
  }

  private void close(char kind, String name) throws IOException {
    stream.send('C', new Body().int8(kind).string(name).build());
  }

  private void sync() throws IOException {
    stream.send('S', NO_DATA);
    stream.flush();
  }

  private void query(String sql) throws IOException {
    stream.send('Q', new Body().string(sql).build());
    stream.flush();
  }

  /// The messages up to and including ReadyForQuery, as `1 2 D C:SELECT 1 Z:I`.
  private String answer() throws IOException {
    var seen = new ArrayList<String>();
    while (true) {
      var message = stream.read();
      seen.add(show(message));
      if (message.type() == 'Z') {
        return String.join(" ", seen);
      }
    }
  }

  private static String show(Message message) {
    var text = new String(message.body(), StandardCharsets.UTF_8);
    return switch (message.type()) {
      case 'C' -> "C:" + text.substring(0, text.length() - 1);
      case 'Z' -> "Z:" + text;
      case 'E' -> "E:" + sqlState(text);
      default -> String.valueOf(message.type());
    };
  }

  private static String sqlState(String fields) {
    return List.of(fields.split("\0")).stream()
        .filter(f -> f.startsWith("C"))
        .findFirst()
        .orElse("??")
        .substring(1);
  }

  @Test
  void plainExecution() throws IOException {
    parse("", "SELECT 1");
    bind("", "");
    describe('P', "");
    execute("", 0);
    sync();
    assertThat(answer()).isEqualTo("1 2 T D C:SELECT 1 Z:I");
  }

  @Test
  void executeNeverDescribes() throws IOException {
    parse("s1", "SELECT 1 UNION ALL SELECT 2");
    sync();
    assertThat(answer()).isEqualTo("1 Z:I");
    for (var i = 0; i < 8; i++) {
      bind("", "s1");
      execute("", 0);
      sync();
      assertThat(answer()).isEqualTo("2 D D C:SELECT 2 Z:I");
    }
    close('S', "s1");
    sync();
    assertThat(answer()).isEqualTo("3 Z:I");
  }

  @Test
  void describeStatementBeforeBind() throws IOException {
    parse("", "SELECT $1::int");
    describe('S', "");
    stream.send('H', NO_DATA);
    stream.flush();
    assertThat(stream.read().type()).isEqualTo('1');
    assertThat(stream.read().type()).isEqualTo('t');
    assertThat(stream.read().type()).isEqualTo('T');
    sync();
    assertThat(answer()).isEqualTo("Z:I");
  }

  @Test
  void statementWithoutRowsDescribesAsNoData() throws IOException {
    parse("", "SET work_mem = '4MB'");
    describe('S', "");
    bind("", "");
    describe('P', "");
    execute("", 0);
    sync();
    assertThat(answer()).isEqualTo("1 t n 2 n C:SET Z:I");
  }

  @Test
  void portalSuspends() throws IOException {
    parse("", "SELECT generate_series(1, 5)");
    bind("p", "");
    execute("p", 2);
    execute("p", 2);
    execute("p", 2);
    execute("p", 2);
    sync();
    assertThat(answer()).isEqualTo("1 2 D D s D D s D C:SELECT 1 C:SELECT 0 Z:I");
  }

  @Test
  void rowsEqualToMaximumStillSuspend() throws IOException {
    parse("", "SELECT generate_series(1, 2)");
    bind("", "");
    execute("", 2);
    execute("", 2);
    sync();
    assertThat(answer()).isEqualTo("1 2 D D s C:SELECT 0 Z:I");
  }

  @Test
  void portalsInterleaveWithinATransaction() throws IOException {
    query("BEGIN");
    assertThat(answer()).isEqualTo("C:BEGIN Z:T");
    parse("", "SELECT generate_series(1, 3)");
    bind("a", "");
    bind("b", "");
    execute("a", 1);
    execute("b", 2);
    execute("a", 0);
    execute("b", 0);
    sync();
    assertThat(answer()).isEqualTo("1 2 2 D s D D s D D C:SELECT 2 D C:SELECT 1 Z:T");
    query("COMMIT");
    assertThat(answer()).isEqualTo("C:COMMIT Z:I");
    execute("a", 0);
    sync();
    assertThat(answer()).isEqualTo("E:34000 Z:I");
  }

  @Test
  void afterAnErrorEverythingIsSkippedUntilSync() throws IOException {
    parse("", "SELECT nosuch");
    bind("", "");
    execute("", 0);
    stream.send('Q', new Body().string("SELECT 1").build());
    parse("", "SELECT 1");
    sync();
    assertThat(answer()).isEqualTo("E:42703 Z:I");
    query("SELECT 1");
    assertThat(answer()).isEqualTo("T D C:SELECT 1 Z:I");
  }

  @Test
  void aSyncGroupIsOneTransaction() throws IOException {
    connection.run("DROP TABLE IF EXISTS sync_group");
    connection.run("CREATE TABLE sync_group (a int)");
    parse("", "INSERT INTO sync_group VALUES (1)");
    bind("", "");
    execute("", 0);
    parse("", "SELECT 1/0");
    bind("", "");
    execute("", 0);
    sync();
    // Whether a constant division fails at Bind or at Execute is the server's choice.
    assertThat(answer()).matches("1 2 C:INSERT 0 1 1 (2 )?E:22012 Z:I");
    var count = connection.run("SELECT count(*) FROM sync_group").rows().getFirst()[0];
    assertThat(count).asString().isEqualTo("0");
  }

  @Test
  void emptyStatement() throws IOException {
    parse("", "");
    bind("", "");
    describe('P', "");
    execute("", 0);
    sync();
    assertThat(answer()).isEqualTo("1 2 n I Z:I");
    query("");
    assertThat(answer()).isEqualTo("I Z:I");
    query(" ; -- nothing");
    assertThat(answer()).isEqualTo("I Z:I");
  }

  @Test
  void errorsOfNames() throws IOException {
    bind("", "nosuch");
    sync();
    assertThat(answer()).isEqualTo("E:26000 Z:I");
    execute("nosuch", 0);
    sync();
    assertThat(answer()).isEqualTo("E:34000 Z:I");
    describe('S', "nosuch");
    sync();
    assertThat(answer()).isEqualTo("E:26000 Z:I");
    parse("twice", "SELECT 1");
    parse("twice", "SELECT 1");
    sync();
    assertThat(answer()).isEqualTo("1 E:42P05 Z:I");
    close('S', "nosuch");
    close('P', "nosuch");
    sync();
    assertThat(answer()).isEqualTo("3 3 Z:I");
    parse("", "SELECT 1; SELECT 2");
    sync();
    assertThat(answer()).isEqualTo("E:42601 Z:I");
  }

  @Test
  void wrongParameterAndFormatCounts() throws IOException {
    parse("", "SELECT $1::int, $2::int");
    bind("", "");
    sync();
    assertThat(answer()).isEqualTo("1 E:08P01 Z:I");
    parse("", "SELECT 1");
    stream.send(
        'B',
        new Body()
            .string("")
            .string("")
            .int16(0)
            .int16(0)
            .int16(3)
            .int16(0)
            .int16(0)
            .int16(0)
            .build());
    sync();
    assertThat(answer()).isEqualTo("1 E:08P01 Z:I");
  }

  @Test
  void formatsGivenWithoutParameters() throws IOException {
    parse("", "SELECT 258");
    stream.send(
        'B', new Body().string("").string("").int16(1).int16(1).int16(0).int16(1).int16(1).build());
    execute("", 0);
    sync();
    assertThat(stream.read().type()).isEqualTo('1');
    assertThat(stream.read().type()).isEqualTo('2');
    var row = stream.read().buffer();
    assertThat(row.getShort()).isEqualTo((short) 1);
    assertThat(row.getInt()).isEqualTo(4);
    assertThat(row.getInt()).isEqualTo(258);
    assertThat(answer()).isEqualTo("C:SELECT 1 Z:I");
  }

  @Test
  void namesAreSharedWithSql() throws IOException {
    connection.run("PREPARE by_sql (int) AS SELECT $1 + 1");
    describe('S', "by_sql");
    stream.send(
        'B',
        new Body()
            .string("")
            .string("by_sql")
            .int16(0)
            .int16(1)
            .value("4".getBytes(StandardCharsets.US_ASCII))
            .int16(0)
            .build());
    execute("", 0);
    sync();
    assertThat(answer()).isEqualTo("t T 2 D C:SELECT 1 Z:I");
    connection.run("BEGIN");
    connection.run("DECLARE by_sql_cursor CURSOR FOR SELECT generate_series(1, 3)");
    describe('P', "by_sql_cursor");
    execute("by_sql_cursor", 2);
    sync();
    assertThat(answer()).isEqualTo("T D D s Z:T");
    connection.run("ROLLBACK");
  }

  @Test
  void failedTransactionStatus() throws IOException {
    query("SELECT 1/0");
    assertThat(answer()).matches("(T )?E:22012 Z:I");
    query("BEGIN");
    answer();
    parse("", "SELECT nosuch");
    sync();
    assertThat(answer()).isEqualTo("E:42703 Z:E");
    parse("", "SELECT 1");
    sync();
    assertThat(answer()).isEqualTo("E:25P02 Z:E");
    query("COMMIT");
    assertThat(answer()).isEqualTo("C:ROLLBACK Z:I");
  }

  @Test
  void pipelinedQueryAndExtended() throws IOException {
    stream.send('Q', new Body().string("BEGIN").build());
    parse("", "SELECT 1");
    bind("", "");
    execute("", 0);
    sync();
    assertThat(answer()).isEqualTo("C:BEGIN Z:T");
    assertThat(answer()).isEqualTo("1 2 D C:SELECT 1 Z:T");
    query("ROLLBACK");
    assertThat(answer()).isEqualTo("C:ROLLBACK Z:I");
  }

  @Test
  void describeTellsWhereColumnsComeFrom() throws IOException {
    connection.run("DROP TABLE IF EXISTS described");
    connection.run("CREATE TABLE described (a int, b varchar(7), c numeric(6,2))");
    var oid = connection.run("SELECT 'described'::regclass::oid").rows().getFirst()[0];
    var columns = connection.run("SELECT b, a + 1, c FROM described").columns();
    assertThat(columns.get(0).tableOid())
        .isEqualTo(Integer.parseInt(new String(oid, StandardCharsets.US_ASCII)));
    assertThat(columns.get(0).attributeNumber()).isEqualTo(2);
    assertThat(columns.get(0).typeModifier()).isEqualTo(11);
    assertThat(columns.get(1).tableOid()).isZero();
    assertThat(columns.get(1).typeLength()).isEqualTo(4);
    assertThat(columns.get(2).typeModifier()).isEqualTo(((6 << 16) | 2) + 4);
    var returning = connection.run("INSERT INTO described VALUES (1) RETURNING a").columns();
    assertThat(returning.getFirst().attributeNumber()).isEqualTo(1);
  }
}
