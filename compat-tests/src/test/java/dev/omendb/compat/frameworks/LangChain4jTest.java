package dev.omendb.compat.frameworks;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// LangChain4j's PgVectorEmbeddingStore with its ivfflat index.
@ExtendWith(ServerExtension.class)
class LangChain4jTest {
  private PgVectorEmbeddingStore store;

  @BeforeEach
  void connect(Endpoint endpoint) {
    store =
        PgVectorEmbeddingStore.builder()
            .host(endpoint.host())
            .port(endpoint.port())
            .database(endpoint.database())
            .user(endpoint.user())
            .password("unused")
            .table("langchain_items")
            .dimension(3)
            .useIndex(true)
            .indexListSize(1)
            .createTable(true)
            .dropTableFirst(true)
            .build();
  }

  private static Embedding at(float x, float y, float z) {
    return Embedding.from(new float[] {x, y, z});
  }

  private List<String> search(Embedding query, @Nullable Filter filter) {
    var request =
        EmbeddingSearchRequest.builder().queryEmbedding(query).maxResults(2).filter(filter).build();
    return store.search(request).matches().stream().map(m -> m.embedded().text()).toList();
  }

  @Test
  void storeSearchRemove() {
    var ids =
        store.addAll(
            List.of(at(1, 0, 0), at(1, 0.2f, 0), at(0, 0, 1)),
            List.of(
                TextSegment.from("east", Metadata.from("kind", "x")),
                TextSegment.from("east by north", Metadata.from("kind", "y")),
                TextSegment.from("up", Metadata.from("kind", "x"))));
    assertThat(ids).hasSize(3);
    assertThat(search(at(1, 0, 0), null)).containsExactly("east", "east by north");
    assertThat(search(at(1, 0, 0), metadataKey("kind").isEqualTo("x")))
        .containsExactly("east", "up");
    assertThat(search(at(1, 0, 0), metadataKey("kind").isIn("y", "z")))
        .containsExactly("east by north");
    var scores =
        store
            .search(
                EmbeddingSearchRequest.builder()
                    .queryEmbedding(at(1, 0, 0))
                    .maxResults(5)
                    .minScore(0.9)
                    .build())
            .matches();
    assertThat(scores).hasSize(2);
    assertThat(scores.getFirst().score()).isEqualTo(1.0);
    store.remove(ids.getFirst());
    assertThat(search(at(1, 0, 0), null)).containsExactly("east by north", "up");
    store.removeAll(metadataKey("kind").isEqualTo("x"));
    assertThat(search(at(1, 0, 0), null)).containsExactly("east by north");
    store.removeAll();
    assertThat(search(at(1, 0, 0), null)).isEmpty();
  }
}
