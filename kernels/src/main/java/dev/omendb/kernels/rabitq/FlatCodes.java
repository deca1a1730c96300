package dev.omendb.kernels.rabitq;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

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
  /// @param step of [TaxicabCodes]
  record Chunk(MemorySegment memory, long codes, long fine, float step, long[] ids) {}

  private final Metric metric;
  private final int dimensions;
  private final Rotation rotation;
  private final MemorySegment centreMemory;
  private final float[] centre;
  private float scale = 1;

  /// Of [TaxicabCodes], for the newest chunk.
  private float step;

  private boolean hasSibling;

  /// The sum of the rows' taxicab distances to the centre.
  private double distances;
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
    step = sibling.step();
    hasSibling = true;
    MemorySegment.copy(sibling.image(), CodeBlocks.FLOAT, sibling.mean, centre, 0, centre.length);
    MemorySegment.copy(centre, 0, centreMemory, CodeBlocks.FLOAT, 0, centre.length);
  }

  private FlatCodes(Metric metric, int dimensions) {
    this.metric = metric;
    this.dimensions = dimensions;
    this.rotation = Rotation.of(metric, dimensions);
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
      if (!Norms.normalise(vector, 0, normalised, 0, normalised.length)) {
        return false;
      }
      source = normalised;
    }
    rotation.rotate(source, 0, rotated, 0);
    if (appended == chunks.length * CHUNK_ROWS) {
      grow();
    }
    if (metric == Metric.L1) {
      code.encodeTaxicab(rotated, 0, centre, 0, centre, step);
    } else {
      code.encode(rotated, 0, centre, 0, centre, metric == Metric.INNER_PRODUCT, true);
    }
    if (!code.isFinite()) {
      return false;
    }
    Chunk chunk = chunks[appended / CHUNK_ROWS];
    int row = appended % CHUNK_ROWS;
    chunk.ids[row] = id;
    if (metric == Metric.L1) {
      distances += code.factor;
      int bytes = TaxicabCodes.bytes(rotated.length);
      MemorySegment.copy(code.levels, 0, chunk.memory, JAVA_BYTE, (long) row * bytes, bytes);
    } else {
      long block = row / CodeBlocks.LANES * CodeBlocks.bytes(metric, rotated.length);
      long fine = chunk.fine - chunk.codes + row * FineCodes.bytes(rotated.length);
      FineCodes.write(chunk.memory, fine, code);
      CodeBlocks.write(chunk.memory, block, row % CodeBlocks.LANES, code);
    }
    appended++;
    return true;
  }

  /// Without a part beside it, a tail takes its first row for the mean, and how much that row's own
  /// values differ for the distance of rows; each piece of memory begins with what was seen since.
  private float nextStep() {
    if (metric != Metric.L1 || hasSibling) {
      return step;
    }
    if (appended == 0) {
      System.arraycopy(rotated, 0, centre, 0, centre.length);
      MemorySegment.copy(centre, 0, centreMemory, CodeBlocks.FLOAT, 0, centre.length);
      double mean = 0;
      for (int i = 0; i < dimensions; i++) {
        mean += centre[i] / dimensions;
      }
      double spread = 0;
      for (int i = 0; i < dimensions; i++) {
        spread += Math.abs(centre[i] - mean) / dimensions;
      }
      return TaxicabCodes.step(spread);
    }
    double seen = Math.sqrt(0.5) * distances / appended / dimensions;
    return seen > 0 && seen < Float.MAX_VALUE ? TaxicabCodes.step(seen) : step;
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
    fresh.step = step;
    fresh.hasSibling = hasSibling;
    fresh.distances = distances;
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
      Chunk old = current[i];
      renamed[i] = new Chunk(old.memory, old.codes, old.fine, old.step, ids);
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

  /// Aims at the [TaxicabCodes] of a chunk.
  void aim(TaxicabQuery query, Chunk chunk, float[] padded) {
    query.aim(padded, centreMemory, 0, chunk.step);
  }

  long centre() {
    return centreMemory.address();
  }

  private void grow() {
    int words = code.words.length;
    step = nextStep();
    boolean twoCodes = metric != Metric.L1;
    int blocks = CHUNK_ROWS / CodeBlocks.LANES;
    long fine = blocks * CodeBlocks.bytes(metric, rotated.length);
    long fineBytes = CHUNK_ROWS * FineCodes.bytes(rotated.length) + SimdFineCodes.SLACK;
    MemorySegment memory = Arena.ofAuto().allocate(fine + (twoCodes ? fineBytes : 0), 64);
    for (int block = 0; block < blocks && twoCodes; block++) {
      CodeBlocks.clear(memory, block * CodeBlocks.bytes(words), words);
    }
    Chunk[] current = chunks;
    Chunk[] grown = Arrays.copyOf(current, current.length + 1);
    long at = memory.address();
    grown[current.length] = new Chunk(memory, at, at + fine, step, new long[CHUNK_ROWS]);
    chunks = grown;
  }
}
