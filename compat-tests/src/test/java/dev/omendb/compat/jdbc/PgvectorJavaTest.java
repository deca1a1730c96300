package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.pgvector.PGbit;
import com.pgvector.PGhalfvec;
import com.pgvector.PGsparsevec;
import com.pgvector.PGvector;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// pgvector-java over pgjdbc, in text and after the switch to binary.
class PgvectorJavaTest extends JdbcTest {
  private static final int RUNS = 12;

  @BeforeEach
  void table() throws SQLException {
    run(
        "CREATE EXTENSION IF NOT EXISTS vector",
        "DROP TABLE IF EXISTS jdbc_items",
        "CREATE TABLE jdbc_items (id bigserial PRIMARY KEY, v vector(3), h halfvec(3), b bit(3),"
            + " s sparsevec(3))");
    PGvector.registerTypes(connection);
  }

  @Test
  void storeAndSearch() throws SQLException {
    insert();
    try (var nearest =
        connection.prepareStatement("SELECT * FROM jdbc_items ORDER BY v <-> ? LIMIT 3")) {
      for (var i = 0; i < RUNS; i++) {
        nearest.setObject(1, new PGvector(new float[] {i, i, i}));
        try (var result = nearest.executeQuery()) {
          assertThat(result.next()).isTrue();
          assertThat(result.getLong("id")).isEqualTo(i + 1);
          assertThat(((PGvector) result.getObject("v")).toArray()).containsExactly(i, i, i);
          assertThat(((PGhalfvec) result.getObject("h")).toArray()).containsExactly(i, i, i);
          assertThat(result.getString("b")).isEqualTo("101");
          assertThat(((PGsparsevec) result.getObject("s")).toArray())
              .containsExactly(0, i + 0.5f, 0);
        }
      }
    }
  }

  @Test
  void searchEveryTypeByItsOwnObjects() throws SQLException {
    insert();
    for (var i = 0; i < RUNS; i++) {
      var id = Integer.toString(i + 1);
      var dense = new float[] {i, i, i};
      assertThat(nearest("v <+> ?", new PGvector(dense))).isEqualTo(id);
      assertThat(nearest("h <-> ?", new PGhalfvec(dense))).isEqualTo(id);
      assertThat(nearest("s <-> ?", new PGsparsevec(new float[] {0, i + 0.5f, 0})))
          .isEqualTo(id);
      assertThat(nearest("b <~> ?", new PGbit(new boolean[] {true, false, true}))).isNotEmpty();
      assertThat(nearest("b <%> ?", new PGbit("101"))).isNotEmpty();
    }
  }

  private String nearest(String distance, Object query) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT id FROM jdbc_items ORDER BY %s LIMIT 1"
            .formatted(distance))) {
      statement.setObject(1, query);
      try (var result = statement.executeQuery()) {
        assertThat(result.next()).isTrue();
        return result.getString(1);
      }
    }
  }

  private void insert() throws SQLException {
    try (var insert =
        connection.prepareStatement("INSERT INTO jdbc_items (v, h, b, s) VALUES (?, ?, ?, ?)")) {
      for (var i = 0; i < RUNS; i++) {
        insert.setObject(1, new PGvector(new float[] {i, i, i}));
        insert.setObject(2, new PGhalfvec(new float[] {i, i, i}));
        insert.setObject(3, new PGbit(new boolean[] {true, false, true}));
        insert.setObject(4, new PGsparsevec(new float[] {0, i + 0.5f, 0}));
        insert.executeUpdate();
      }
    }
  }

  /// hibernate-vector sends the vector as a binary float4[] and casts it.
  @Test
  void castOfAFloatArray() throws SQLException {
    insert();
    try (var nearest =
        connection.prepareStatement(
            "SELECT id FROM jdbc_items ORDER BY v <-> cast(? as vector) LIMIT 1")) {
      for (var i = 0; i < RUNS; i++) {
        nearest.setObject(1, new float[] {i, i, i});
        try (var result = nearest.executeQuery()) {
          result.next();
          assertThat(result.getLong(1)).isEqualTo(i + 1);
        }
      }
    }
  }

  @Test
  void distancesOfOtherTypes() throws SQLException {
    insert();
    assertThat(rows("SELECT h <#> '[1,2,3]', s <+> '{2:0.5}/3', b <~> B'111' FROM jdbc_items"))
        .hasSize(RUNS)
        .first()
        .isEqualTo("-0|0|1");
  }

  @Test
  void indexes() throws SQLException {
    insert();
    run(
        "CREATE INDEX jdbc_items_v ON jdbc_items USING hnsw (v vector_l2_ops)",
        "SET hnsw.ef_search = 100");
    assertThat(rows("SELECT id FROM jdbc_items ORDER BY v <-> '[4,4,4]' LIMIT 1"))
        .containsExactly("5");
  }
}
