package dev.omendb.compat.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.omendb.compat.server.PostgresServer;
import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.Result;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// OmenDB answers random statements as a real PostgreSQL does, rows and SQLSTATEs.
/// `-Domendb.differential.queries=100000` for more of them.
@ExtendWith(ServerExtension.class)
class RandomQueriesTest {
  private static final int SHOWN_DIFFERENCES = 20;
  private static final int QUERIES_PER_SEED = 200;

  /// Fixed, so that a failure is a change's; give another to look further.
  private static final long DEFAULT_SEED = 20_240_229;

  @Test
  void sameAnswers(Endpoint omendb) throws IOException {
    var started = PostgresServer.start();
    assumeTrue(started.isPresent(), "no PostgreSQL for this machine");
    var queries = Integer.getInteger("omendb.differential.queries", 2000);
    var seed = Long.getLong("omendb.seed", DEFAULT_SEED);
    System.out.printf(
        "random queries: repeat with -Domendb.seed=%d -Domendb.differential.queries=%d%n",
        seed, queries);
    var differences = new ArrayList<String>();
    try (var postgres = started.get();
        var oracle = WireConnection.open(postgres.endpoint());
        var tested = WireConnection.open(omendb)) {
      for (var done = 0; done < queries; done += QUERIES_PER_SEED) {
        compare(seed + done, oracle, tested, differences);
      }
    }
    assertThat(differences.stream().limit(SHOWN_DIFFERENCES))
        .as("%d of %d statements answered differently", differences.size(), queries)
        .isEmpty();
  }

  private static void compare(
      long seed, WireConnection oracle, WireConnection tested, List<String> differences)
      throws IOException {
    var source = new RandomQuery(seed);
    for (var sql : source.setUp()) {
      oracle.run(sql);
      tested.run(sql);
    }
    for (var i = 0; i < QUERIES_PER_SEED; i++) {
      var sql = source.next();
      var ordered = sql.contains("ORDER BY");
      var expected = show(oracle.simple(sql).getLast(), ordered);
      var actual = show(tested.simple(sql).getLast(), ordered);
      if (!expected.equals(actual) && !differOnlyInTies(expected, actual)) {
        differences.add(
            "seed %d, statement %d: %s;%n  PostgreSQL %s%n  OmenDB     %s"
                .formatted(seed, i, sql, shorten(expected), shorten(actual)));
      }
    }
  }

  private static List<String> show(Result result, boolean ordered) {
    if (result.error() != null) {
      return List.of("error " + result.error());
    }
    var rows = new ArrayList<String>();
    for (var row : result.rows()) {
      var text = new ArrayList<String>();
      for (var value : row) {
        text.add(value == null ? "NULL" : new String(value, StandardCharsets.UTF_8));
      }
      rows.add(String.join("|", text));
    }
    if (!ordered) {
      rows.sort(null);
    }
    rows.add(String.valueOf(result.tag()));
    return rows;
  }

  /// Numbers like 8 and 8.00 are equal but look different: a sort may return either first, and a
  /// set operation either of them.
  private static boolean differOnlyInTies(List<String> expected, List<String> actual) {
    return withoutTrailingZeros(expected).equals(withoutTrailingZeros(actual));
  }

  private static List<String> withoutTrailingZeros(List<String> rows) {
    return rows.stream()
        .map(row -> row.replaceAll("(\\.\\d*?)0+(?=\\D|$)", "$1").replaceAll("\\.(?=\\D|$)", ""))
        .toList();
  }

  private static String shorten(List<String> rows) {
    var text = rows.toString();
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }
}
