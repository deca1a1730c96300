package dev.omendb.compat.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgDistanceType;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgIndexType;
import org.springframework.jdbc.core.JdbcTemplate;

/// Spring AI's PgVectorStore, which creates its schema, extensions and index itself.
@ExtendWith(ServerExtension.class)
class SpringAiTest {
  /// An embedding of three counts, so that nearness is plain to see.
  private static final class LetterCounts implements EmbeddingModel {
    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
      var embeddings = new ArrayList<Embedding>();
      for (var text : request.getInstructions()) {
        embeddings.add(new Embedding(counts(text), embeddings.size()));
      }
      return new EmbeddingResponse(embeddings);
    }

    @Override
    public float[] embed(Document document) {
      return counts(document.getText());
    }

    @Override
    public int dimensions() {
      return 3;
    }

    private static float[] counts(String text) {
      // Small, since the store drops what is farther than 1.
      var counts = new float[] {0.01f, 0.01f, 0.01f};
      for (var c : text.toCharArray()) {
        if (c >= 'a' && c <= 'c') {
          counts[c - 'a'] += 0.1f;
        }
      }
      return counts;
    }
  }

  private JdbcTemplate jdbc;

  @BeforeEach
  void connect(Endpoint endpoint) {
    var source = new PGSimpleDataSource();
    source.setUrl(endpoint.jdbcUrl());
    jdbc = new JdbcTemplate(source);
  }

  private PgVectorStore store(PgIndexType index, PgDistanceType distance) {
    var store =
        PgVectorStore.builder(jdbc, new LetterCounts())
            .vectorTableName("spring_ai_" + index.name().toLowerCase())
            .dimensions(3)
            .indexType(index)
            .distanceType(distance)
            .removeExistingVectorStoreTable(true)
            .initializeSchema(true)
            .build();
    store.afterPropertiesSet();
    return store;
  }

  private static void checkStore(PgVectorStore store) {
    var ids = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    store.add(
        List.of(
            new Document(ids.get(0), "aaa", Map.of("kind", "x", "n", 1)),
            new Document(ids.get(1), "aab", Map.of("kind", "y", "n", 2)),
            new Document(UUID.randomUUID().toString(), "ccc", Map.of("kind", "x", "n", 3))));
    var near = store.similaritySearch(SearchRequest.builder().query("aaa").topK(2).build());
    assertThat(near).extracting(Document::getText).containsExactly("aaa", "aab");
    var filtered =
        store.similaritySearch(
            SearchRequest.builder()
                .query("aaa")
                .topK(5)
                .filterExpression("kind == 'x' && n >= 2")
                .build());
    assertThat(filtered).extracting(Document::getText).containsExactly("ccc");
    store.add(List.of(new Document(ids.get(1), "bbb", Map.of("kind", "z"))));
    var changed = store.similaritySearch(SearchRequest.builder().query("bbb").topK(1).build());
    assertThat(changed.getFirst().getMetadata()).containsEntry("kind", "z");
    store.delete(List.of(ids.get(0)));
    store.delete("kind == 'x'");
    var left = store.similaritySearch(SearchRequest.builder().query("aaa").topK(5).build());
    assertThat(left).hasSize(1);
  }

  @Test
  void hnswAndCosine() {
    checkStore(store(PgIndexType.HNSW, PgDistanceType.COSINE_DISTANCE));
  }

  @Test
  void noIndexAndEuclidean() {
    checkStore(store(PgIndexType.NONE, PgDistanceType.EUCLIDEAN_DISTANCE));
  }

  @Test
  void ivfflatAndInnerProduct() {
    var store = store(PgIndexType.IVFFLAT, PgDistanceType.NEGATIVE_INNER_PRODUCT);
    store.add(List.of(new Document("aaab"), new Document("c")));
    var near = store.similaritySearch(SearchRequest.builder().query("ab").topK(1).build());
    assertThat(near).extracting(Document::getText).containsExactly("aaab");
  }
}
