package dev.omendb.kernels.rabitq;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.util.ArrayList;
import java.util.List;

/// JVector's graph over floats in memory, 32 links a node as it counts them.
final class JVectorPeer implements Peer {
  private static final VectorSimilarityFunction METRIC = VectorSimilarityFunction.EUCLIDEAN;
  private final VectorTypeSupport types =
      VectorizationProvider.getInstance().getVectorTypeSupport();
  private RandomAccessVectorValues values;
  private GraphSearcher searcher;

  @Override
  public void build(float[][] rows, int threads) throws Exception {
    List<VectorFloat<?>> vectors = new ArrayList<>();
    for (float[] row : rows) {
      vectors.add(types.createFloatVector(row));
    }
    values = new ListRandomAccessVectorValues(vectors, rows[0].length);
    GraphIndexBuilder builder =
        new GraphIndexBuilder(values, METRIC, 32, 100, 1.2f, 1.2f, false);
    ImmutableGraphIndex graph = builder.build(values);
    searcher = new GraphSearcher(graph);
  }

  @Override
  public int[] search(float[] query, int k, int effort) {
    DefaultSearchScoreProvider scores =
        DefaultSearchScoreProvider.exact(types.createFloatVector(query), METRIC, values);
    SearchResult found = searcher.search(scores, k, Math.max(k, effort), 0f, 0f, Bits.ALL);
    int[] rows = new int[found.getNodes().length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = found.getNodes()[i].node;
    }
    return rows;
  }

  @Override
  public void close() throws Exception {
    searcher.close();
  }
}
