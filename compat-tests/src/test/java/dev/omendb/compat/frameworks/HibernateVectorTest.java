package dev.omendb.compat.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Hibernate with its vector module: schema creation, storing, distance functions in HQL.
@ExtendWith(ServerExtension.class)
class HibernateVectorTest {
  private static final int RUNS = 8;

  private SessionFactory factory;

  @BeforeEach
  void open(Endpoint endpoint) throws SQLException {
    try (var connection = DriverManager.getConnection(endpoint.jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS vector");
    }
    factory =
        new Configuration()
            .addAnnotatedClass(Article.class)
            .setProperty("hibernate.connection.url", endpoint.jdbcUrl())
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .buildSessionFactory();
    factory.inTransaction(
        session -> {
          session.persist(new Article("one", 1, 1, 1));
          session.persist(new Article("two", 2, 2, 2));
          session.persist(new Article("far", 9, -9, 9));
        });
  }

  @AfterEach
  void close() {
    factory.close();
  }

  @Test
  void nearestByEveryDistance() {
    for (var function : List.of("l2_distance", "cosine_distance", "inner_product", "l1_distance")) {
      for (var i = 0; i < RUNS; i++) {
        var titles =
            factory.fromSession(
                session ->
                    session
                        .createSelectionQuery(
                            "from Article a order by %s(a.embedding, :q), a.id".formatted(function),
                            Article.class)
                        .setParameter("q", new float[] {1, 1, 1})
                        .setMaxResults(2)
                        .list()
                        .stream()
                        .map(a -> a.title)
                        .toList());
        assertThat(titles).as(function).hasSize(2);
        if (function.equals("l2_distance")) {
          assertThat(titles).containsExactly("one", "two");
        }
      }
    }
  }

  @Test
  void readChangeDelete() {
    factory.inTransaction(
        session -> {
          var one = byTitle(session, "one");
          assertThat(one.embedding).containsExactly(1, 1, 1);
          assertThat(one.tags).containsExactly("one", "all");
          one.embedding = new float[] {5, 5, 5};
          session.remove(byTitle(session, "far"));
        });
    factory.inTransaction(
        session -> {
          assertThat(byTitle(session, "one").embedding).containsExactly(5, 5, 5);
          var count = session.createSelectionQuery("select count(*) from Article", Long.class);
          assertThat(count.getSingleResult()).isEqualTo(2);
          var dims =
              session.createSelectionQuery(
                  "select vector_dims(a.embedding) from Article a", Integer.class);
          assertThat(dims.list()).containsOnly(3);
        });
  }

  private static Article byTitle(org.hibernate.Session session, String title) {
    return session
        .createSelectionQuery("from Article where title = :t", Article.class)
        .setParameter("t", title)
        .getSingleResult();
  }
}
