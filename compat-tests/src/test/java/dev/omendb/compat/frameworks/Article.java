package dev.omendb.compat.frameworks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Array;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// The entity of [HibernateVectorTest]; Hibernate fills its fields.
@Entity
@Table(name = "hibernate_article")
public class Article {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE)
  Long id = 0L;

  @Column(nullable = false)
  String title = "";

  Instant written = Instant.EPOCH;

  String[] tags = {};

  @JdbcTypeCode(SqlTypes.VECTOR)
  @Array(length = 3)
  float[] embedding = {};

  protected Article() {}

  Article(String title, float... embedding) {
    this.id = null;
    this.title = title;
    this.embedding = embedding;
    this.tags = new String[] {title, "all"};
  }
}
