package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Where everything of an [IvfPart] goes, and the writing of it.
final class IvfLayout {
  private static final int MAX_CURVE_ENTRIES = 64;

  /// The share of a list's mean squared residual that counts as distance when lists are ordered:
  /// of two centroids equally far, the tighter list is the better bet. Measured on text embeddings:
  /// 16% fewer codes for the same recall of 0.95 than without; more than 0.5 is worse.
  private static final float SPREAD_SHARE = 0.4f;

  /// The same of taxicab distances, and of a list's mean distance.
  private static final float TAXICAB_SPREAD_SHARE = 0.3f;

  private final Metric metric;
  private final int dimensions;
  private final int padded;
  private final int words;
  private final long blockBytes;
  private final long fineBytes;
  private final int lists;
  private final int blocks;

  /// Rows by list: those of list l are `members[starts[l]]` to `members[starts[l + 1] - 1]`.
  private final int[] members;

  private final int[] starts;
  private final int[] firstBlocks;

  private final long centroids;
  private final long extras;
  private final long mean;
  private final long centroidCodes;
  private final long directory;
  private final long codes;
  private final long ids;
  private final long fine;
  private final long curve;
  private final long bytes;

  /// @param nearest the list of each row, -1 for a row to leave out
  IvfLayout(Metric metric, int dimensions, int lists, int[] nearest) {
    this.metric = metric;
    this.dimensions = dimensions;
    this.padded = Rotation.padded(dimensions);
    this.words = CodeBlocks.words(padded);
    this.blockBytes = CodeBlocks.bytes(metric, padded);
    this.fineBytes = FineCodes.bytes(metric, padded);
    this.lists = lists;
    this.starts = new int[lists + 1];
    for (int list : nearest) {
      if (list >= 0) {
        starts[list + 1]++;
      }
    }
    this.firstBlocks = new int[lists + 1];
    for (int list = 0; list < lists; list++) {
      int size = starts[list + 1];
      firstBlocks[list + 1] =
          firstBlocks[list] + (size + CodeBlocks.LANES - 1) / CodeBlocks.LANES;
      starts[list + 1] += starts[list];
    }
    this.members = new int[starts[lists]];
    int[] next = starts.clone();
    for (int row = 0; row < nearest.length; row++) {
      if (nearest[row] >= 0) {
        members[next[nearest[row]]++] = row;
      }
    }
    this.blocks = firstBlocks[lists];
    this.centroids = IvfPart.HEADER_BYTES;
    this.extras = aligned(centroids + 4L * padded * lists);
    this.mean = aligned(extras + 4L * lists);
    this.centroidCodes = aligned(mean + 4L * padded);
    this.directory = aligned(centroidCodes + CentroidCodes.bytes(lists, words));
    this.codes = aligned(directory + 4L * (lists + 1));
    this.ids = aligned(codes + blocks * blockBytes);
    this.fine = aligned(ids + 8L * CodeBlocks.LANES * blocks);
    long slots = (long) CodeBlocks.LANES * blocks;
    this.curve = aligned(fine + slots * fineBytes + SimdFineCodes.SLACK);
    this.bytes = aligned(curve + (long) EffortCurve.ENTRY_BYTES * MAX_CURVE_ENTRIES);
  }

  private static long aligned(long offset) {
    return (offset + 63) & -64;
  }

  long bytes() {
    return bytes;
  }

  int lists() {
    return lists;
  }

  int rows() {
    return members.length;
  }

  /// How many rows a list holds.
  int size(int list) {
    return starts[list + 1] - starts[list];
  }
  /// For every row its slot in the image, -1 for rows left out.
  int[] slots(int rows) {
    int[] slots = new int[rows];
    Arrays.fill(slots, -1);
    for (int list = 0; list < lists; list++) {
      for (int i = starts[list]; i < starts[list + 1]; i++) {
        slots[members[i]] = CodeBlocks.LANES * firstBlocks[list] + i - starts[list];
      }
    }
    return slots;
  }

  /// The list that holds a slot.
  int list(int slot) {
    int found = Arrays.binarySearch(firstBlocks, slot / CodeBlocks.LANES);
    int list = found >= 0 ? found : -found - 2;
    while (list + 1 < lists && firstBlocks[list + 1] == firstBlocks[list]) {
      list++;
    }
    return list;
  }

  void writeHeader(MemorySegment image) {
    image.set(CodeBlocks.INT, 0, IvfPart.MAGIC);
    image.set(CodeBlocks.INT, 4, IvfPart.VERSION);
    image.set(CodeBlocks.INT, 8, IvfPart.code(metric));
    image.set(CodeBlocks.INT, 12, dimensions);
    image.set(CodeBlocks.INT, 16, lists);
    image.set(CodeBlocks.INT, 20, members.length);
    image.set(CodeBlocks.INT, 24, blocks);
    long[] offsets = {
      centroids, extras, mean, centroidCodes, directory, codes, ids, fine, curve, bytes
    };
    for (int i = 0; i < offsets.length; i++) {
      image.set(CodeBlocks.LONG, 32 + 8L * i, offsets[i]);
    }
    for (int list = 0; list <= lists; list++) {
      image.set(CodeBlocks.INT, directory + 4L * list, firstBlocks[list]);
    }
  }

  /// @param source rows of `width` floats; one beyond `padded` is the extra coordinate
  /// @param average of all centroids
  /// @param encoded codes of the rows, relative to their lists' centroids
  void writeCentroids(
      MemorySegment image, float[] source, int width, float[] average, EncodedRows encoded) {
    for (int list = 0; list < lists; list++) {
      MemorySegment.copy(
          source, list * width, image, CodeBlocks.FLOAT, centroids + 4L * padded * list, padded);
    }
    MemorySegment.copy(average, 0, image, CodeBlocks.FLOAT, mean, padded);
    CentroidCodes.clear(image, centroidCodes, lists, words);
    float[] residual = new float[padded];
    float greatestHalf = 0;
    float greatestSquare = 0;
    for (int list = 0; list < lists; list++) {
      float square = 0;
      float greatest = 0;
      for (int j = 0; j < padded; j++) {
        residual[j] = source[list * width + j] - average[j];
        square += residual[j] * residual[j];
        greatest = Math.max(greatest, Math.abs(residual[j]));
      }
      greatestHalf = Math.max(greatestHalf, greatest / CentroidCodes.LEVELS);
      greatestSquare = Math.max(greatestSquare, square);
      float coordinate = width > padded ? source[list * width + padded] : 0;
      float extra = coordinate * coordinate + spread(list, encoded);
      image.set(CodeBlocks.FLOAT, extras + 4L * list, extra);
      CentroidCodes.write(image, centroidCodes, lists, list, residual, extra);
    }
    image.set(CodeBlocks.FLOAT, IvfPart.GREATEST_HALF, greatestHalf);
    image.set(CodeBlocks.FLOAT, IvfPart.GREATEST_NORM, (float) Math.sqrt(greatestSquare));
  }

  /// A share of the mean squared residual of a list's rows, from factors: about |r| √(π / 2D) each.
  private float spread(int list, EncodedRows encoded) {
    double sum = 0;
    double share = metric == Metric.L1 ? TAXICAB_SPREAD_SHARE : SPREAD_SHARE;
    for (int i = starts[list]; i < starts[list + 1]; i++) {
      double factor = encoded.factor(members[i]);
      sum += metric == Metric.L1 ? factor : factor * factor * padded * 2 / Math.PI;
    }
    return (float) (share * sum / Math.max(1, starts[list + 1] - starts[list]));
  }

  /// Writes a list's codes, and for now the rows' numbers as their ids.
  void writeList(MemorySegment image, int list, EncodedRows encoded) {
    Code code = new Code(padded);
    int row = starts[list];
    for (int block = firstBlocks[list]; block < firstBlocks[list + 1]; block++) {
      long at = codes + block * blockBytes;
      if (metric != Metric.L1) {
        CodeBlocks.clear(image, at, words);
      }
      for (int lane = 0; lane < CodeBlocks.LANES; lane++) {
        long id = ids + 8L * (CodeBlocks.LANES * (long) block + lane);
        if (row < starts[list + 1]) {
          if (metric == Metric.L1) {
            encoded.copyTaxicab(members[row], image, at + blockBytes / CodeBlocks.LANES * lane);
          } else {
            encoded.get(members[row], code);
            CodeBlocks.write(image, at, lane, code);
            long slot = CodeBlocks.LANES * (long) block + lane;
            encoded.copyFine(members[row], image, fine + slot * fineBytes);
          }
          image.set(CodeBlocks.LONG, id, members[row]);
          row++;
        } else {
          image.set(CodeBlocks.LONG, id, -1);
        }
      }
    }
  }

  /// Replaces the rows' numbers by their ids.
  void writeIds(MemorySegment image, RowSource source) {
    for (long slot = 0; slot < (long) CodeBlocks.LANES * blocks; slot++) {
      long row = image.get(CodeBlocks.LONG, ids + 8 * slot);
      if (row >= 0) {
        image.set(CodeBlocks.LONG, ids + 8 * slot, source.id((int) row));
      }
    }
  }

  /// See [TaxicabCodes].
  void writeStep(MemorySegment image, float step) {
    image.set(CodeBlocks.FLOAT, IvfPart.STEP, step);
  }

  void writeScale(MemorySegment image, float scale) {
    image.set(CodeBlocks.FLOAT, IvfPart.SCALE, scale);
  }

  void writeCurve(MemorySegment image, EffortCurve learned) {
    if (learned.entries().size() > MAX_CURVE_ENTRIES) {
      throw new IllegalStateException("effort curve of " + learned.entries().size());
    }
    image.set(CodeBlocks.INT, 28, learned.entries().size());
    learned.write(image, curve);
  }
}
