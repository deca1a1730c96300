package dev.omendb.kernels.rabitq;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;

/// Lucene's graph over floats: one segment in a mapped folder. Documents are numbered as rows are.
final class LucenePeer implements Peer {
  private static final String FIELD = "v";
  private final Path folder;
  private final MMapDirectory directory;
  private DirectoryReader reader;
  private IndexSearcher searcher;

  LucenePeer() throws Exception {
    folder = Files.createTempDirectory("lucene-peer");
    directory = new MMapDirectory(folder);
  }

  @Override
  public void build(float[][] rows, int threads) throws Exception {
    IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(1900);
    config.setCodec(
        new Lucene104Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return new Lucene99HnswVectorsFormat(16, 100);
          }
        });
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (float[] row : rows) {
        Document document = new Document();
        document.add(new KnnFloatVectorField(FIELD, row, VectorSimilarityFunction.EUCLIDEAN));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
  }

  @Override
  public int[] search(float[] query, int k, int effort) throws Exception {
    ScoreDoc[] found =
        searcher.search(new KnnFloatVectorQuery(FIELD, query, Math.max(k, effort)), k).scoreDocs;
    int[] rows = new int[found.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = found[i].doc;
    }
    return rows;
  }

  @Override
  public void close() throws Exception {
    reader.close();
    directory.close();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
