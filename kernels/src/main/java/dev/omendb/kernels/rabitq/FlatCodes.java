package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/// The mutable tail of an index: codes of rows in the order they were committed, scanned from end
/// to end. One writer appends; any number of readers search at the same time and see the rows
/// published when they began. Memory is native and freed when nothing refers to it any more.
public final class FlatCodes {
  /// Rows in a piece of memory.
  static final int CHUNK_ROWS = 4096;

  /// @param codes address of the blocks
  /// @param fine address of the second codes
  record Chunk(MemorySegment memory, long codes, long fine, long[] ids) {}

  private final Metric metric;
  private final int dimensions;
  private final Rotation rotation;
  private final MemorySegment centreMemory;
  private final float[] centre;
  private float scale = 1;
  private final Code code;
  private final float[] rotated;
  private final float[] normalised;
  private volatile Chunk[] chunks = new Chunk[0];
  private volatile int published;
  private int appended;

  /// An empty tail whose codes are relative to a centre.
  ///
  /// @param mean about the mean of the vectors to come; a zero vector if nothing is known. The
  ///     nearer it is, the better the codes
  public FlatCodes(Metric metric, int dimensions, float[] mean) {
    this(metric, dimensions);
    rotation.rotate(mean, 0, centre, 0);
    MemorySegment.copy(centre, 0, centreMemory, CodeBlocks.FLOAT, 0, centre.length);
  }

  /// An empty tail beside a part: relative to the mean of that part's centroids.
  public FlatCodes(IvfPart sibling) {
    this(sibling.metric(), sibling.dimensions());
    scale = sibling.scale();
    MemorySegment.copy(sibling.image(), CodeBlocks.FLOAT, sibling.mean, centre, 0, centre.length);
    MemorySegment.copy(centre, 0, centreMemory, CodeBlocks.FLOAT, 0, centre.length);
  }

  private FlatCodes(Metric metric, int dimensions) {
    IvfPart.code(metric);
    this.metric = metric;
    this.dimensions = dimensions;
    this.rotation = new Rotation(dimensions);
    int padded = rotation.padded();
    this.centre = new float[padded];
    this.code = new Code(padded);
    this.rotated = new float[padded];
    this.normalised = new float[dimensions];
    this.centreMemory = Arena.ofAuto().allocate(4L * padded, 64);
  }

  /// Adds a row, unpublished. For the writer only.
  ///
  /// @return false for a row that no code can stand for and no search of this tail will find: a
  ///     zero vector by cosine, or one whose square overflows a float
  public boolean append(long id, float[] vector) {
    float[] source = vector;
    if (metric == Metric.COSINE) {
      if (!CodeSearch.normalise(vector, 0, normalised, 0, normalised.length)) {
        return false;
      }
      source = normalised;
    }
    rotation.rotate(source, 0, rotated, 0);
    code.encode(rotated, 0, centre, 0, centre, metric == Metric.INNER_PRODUCT);
    if (!code.isFinite()) {
      return false;
    }
    if (appended == chunks.length * CHUNK_ROWS) {
      grow();
    }
    Chunk chunk = chunks[appended / CHUNK_ROWS];
    int row = appended % CHUNK_ROWS;
    int words = code.words.length;
    chunk.ids[row] = id;
    long block = row / CodeBlocks.LANES * CodeBlocks.bytes(words);
    long fine = chunk.fine - chunk.codes + row * FineCodes.bytes(rotated.length);
    FineCodes.write(chunk.memory, fine, code);
    CodeBlocks.write(chunk.memory, block, row % CodeBlocks.LANES, code);
    appended++;
    return true;
  }

  /// Shows readers every row appended so far. For the writer only.
  public void publish() {
    published = appended;
  }

  /// Rows that readers see.
  public int count() {
    return published;
  }

  /// The id of a published row.
  public long id(int row) {
    return chunks[row / CHUNK_ROWS].ids[row % CHUNK_ROWS];
  }

  /// The same codes under other row ids; -1 for a row that is gone. For the writer only, who goes
  /// on with the answer: both share the memory of the codes.
  public FlatCodes renumbered(LongUnaryOperator newIds) {
    FlatCodes fresh = new FlatCodes(metric, dimensions);
    fresh.scale = scale;
    System.arraycopy(centre, 0, fresh.centre, 0, centre.length);
    MemorySegment.copy(centreMemory, 0, fresh.centreMemory, 0, centreMemory.byteSize());
    Chunk[] current = chunks;
    Chunk[] renamed = new Chunk[current.length];
    for (int i = 0; i < current.length; i++) {
      int rows = Math.min(CHUNK_ROWS, appended - i * CHUNK_ROWS);
      long[] ids = new long[CHUNK_ROWS];
      for (int row = 0; row < rows; row++) {
        long id = current[i].ids[row];
        ids[row] = id < 0 ? -1 : newIds.applyAsLong(id);
      }
      renamed[i] = new Chunk(current[i].memory, current[i].codes, current[i].fine, ids);
    }
    fresh.chunks = renamed;
    fresh.appended = appended;
    fresh.published = published;
    return fresh;
  }

  /// Native and heap memory held.
  public long bytes() {
    Chunk[] current = chunks;
    return current.length == 0
        ? 0
        : current.length * (current[0].memory.byteSize() + 8L * CHUNK_ROWS);
  }

  Chunk[] chunks() {
    return chunks;
  }

  /// See [Proxy#TAXICAB].
  float scale() {
    return scale;
  }

  long centre() {
    return centreMemory.address();
  }

  private void grow() {
    int words = code.words.length;
    int blocks = CHUNK_ROWS / CodeBlocks.LANES;
    long fine = blocks * CodeBlocks.bytes(words);
    long fineBytes = CHUNK_ROWS * FineCodes.bytes(rotated.length) + SimdFineCodes.SLACK;
    MemorySegment memory = Arena.ofAuto().allocate(fine + fineBytes, 64);
    for (int block = 0; block < blocks; block++) {
      CodeBlocks.clear(memory, block * CodeBlocks.bytes(words), words);
    }
    Chunk[] current = chunks;
    Chunk[] grown = Arrays.copyOf(current, current.length + 1);
    grown[current.length] = new Chunk(memory, memory.address(), memory.address() + fine, new long[CHUNK_ROWS]);
    chunks = grown;
  }
}
