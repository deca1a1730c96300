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

  /// Rows by list.
  private final Members rows;

  /// Rows by the list they have a copy in.
  private final Members copies;

  private final int[] firstBlocks;

  private final long centroids;
  private final long extras;
  private final long mean;
  private final long centroidCodes;
  private final long directory;
  private final long codes;
  private final long places;
  private final long ids;
  private final long fine;
  private final long curve;
  private final long bytes;

  /// Rows in the order of lists: those of list l are `members[starts[l]]` to
  /// `members[starts[l + 1] - 1]`.
  private record Members(int[] members, int[] starts) {
    /// @param listOf the list of each row, -1 for a row to leave out
    static Members of(int[] listOf, int lists) {
      int[] starts = new int[lists + 1];
      for (int list : listOf) {
        if (list >= 0) {
          starts[list + 1]++;
        }
      }
      for (int list = 0; list < lists; list++) {
        starts[list + 1] += starts[list];
      }
      int[] members = new int[starts[lists]];
      int[] next = starts.clone();
      for (int row = 0; row < listOf.length; row++) {
        if (listOf[row] >= 0) {
          members[next[listOf[row]]++] = row;
        }
      }
      return new Members(members, starts);
    }

    int size(int list) {
      return starts[list + 1] - starts[list];
    }

    int count() {
      return members.length;
    }
  }

  /// @param listOf the list of each row, -1 for a row to leave out
  /// @param copyOf the list of each row's copy, -1 for none
  IvfLayout(
      Metric metric, int dimensions, BuildOptions options, int lists, int[] listOf, int[] copyOf) {
    this.metric = metric;
    this.dimensions = dimensions;
    this.padded = Rotation.padded(dimensions);
    this.words = CodeBlocks.words(padded);
    this.blockBytes = CodeBlocks.bytes(metric, padded);
    this.fineBytes = options.secondCodes() ? FineCodes.bytes(metric, padded) : 0;
    this.lists = lists;
    this.rows = Members.of(listOf, lists);
    this.copies = Members.of(copyOf, lists);
    this.firstBlocks = new int[lists + 1];
    for (int list = 0; list < lists; list++) {
      int size = rows.size(list) + copies.size(list);
      firstBlocks[list + 1] =
          firstBlocks[list] + (size + CodeBlocks.LANES - 1) / CodeBlocks.LANES;
    }
    this.blocks = firstBlocks[lists];
    this.centroids = IvfPart.HEADER_BYTES;
    this.extras = aligned(centroids + 4L * padded * lists);
    this.mean = aligned(extras + 4L * lists);
    this.centroidCodes = aligned(mean + 4L * padded);
    this.directory = aligned(centroidCodes + CentroidCodes.bytes(lists, words));
    this.places = aligned(directory + (long) IvfPart.DIRECTORY_BYTES * (lists + 1));
    this.codes = aligned(places + 4L * copies.count());
    this.ids = aligned(codes + blocks * blockBytes);
    this.fine = aligned(ids + 8L * rows.count());
    long fineEnd = fineBytes > 0 ? fine + rows.count() * fineBytes + SimdFineCodes.SLACK : fine;
    this.curve = aligned(fineEnd);
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
    return rows.count();
  }

  /// For every row given its number in the image, -1 for rows left out.
  int[] numbers(int given) {
    int[] numbers = new int[given];
    Arrays.fill(numbers, -1);
    for (int i = 0; i < rows.count(); i++) {
      numbers[rows.members[i]] = i;
    }
    return numbers;
  }

  /// For every row given its slot in the image, -1 for rows left out.
  int[] slots(int given) {
    int[] slots = new int[given];
    Arrays.fill(slots, -1);
    for (int list = 0; list < lists; list++) {
      int first = CodeBlocks.LANES * firstBlocks[list];
      for (int i = 0; i < rows.size(list); i++) {
        slots[rows.members[rows.starts[list] + i]] = first + i;
      }
    }
    return slots;
  }

  /// For every row given the slot of its copy, -1 for rows without.
  int[] copySlots(int given) {
    int[] slots = new int[given];
    Arrays.fill(slots, -1);
    for (int list = 0; list < lists; list++) {
      int first = CodeBlocks.LANES * firstBlocks[list] + rows.size(list);
      for (int i = 0; i < copies.size(list); i++) {
        slots[copies.members[copies.starts[list] + i]] = first + i;
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
    image.set(CodeBlocks.INT, 20, rows.count());
    image.set(CodeBlocks.INT, 24, blocks);
    long[] offsets = {
      centroids, extras, mean, centroidCodes, directory, codes, ids, fineBytes > 0 ? fine : 0,
      curve, bytes
    };
    for (int i = 0; i < offsets.length; i++) {
      image.set(CodeBlocks.LONG, 32 + 8L * i, offsets[i]);
    }
    image.set(CodeBlocks.LONG, IvfPart.PLACES, places);
    for (int list = 0; list <= lists; list++) {
      long at = directory + (long) IvfPart.DIRECTORY_BYTES * list;
      image.set(CodeBlocks.INT, at, firstBlocks[list]);
      image.set(CodeBlocks.INT, at + 4, rows.starts[list]);
      image.set(CodeBlocks.INT, at + 8, copies.starts[list]);
    }
  }

  /// Writes which row each copy is of.
  void writePlaces(MemorySegment image, int given) {
    int[] numbers = numbers(given);
    for (int i = 0; i < copies.count(); i++) {
      image.set(CodeBlocks.INT, places + 4L * i, numbers[copies.members[i]]);
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
    float greatestError = 0;
    float greatestSquare = 0;
    for (int list = 0; list < lists; list++) {
      float square = 0;
      for (int j = 0; j < padded; j++) {
        residual[j] = source[list * width + j] - average[j];
        square += residual[j] * residual[j];
      }
      greatestSquare = Math.max(greatestSquare, square);
      float coordinate = width > padded ? source[list * width + padded] : 0;
      float extra = coordinate * coordinate + spread(list, encoded);
      image.set(CodeBlocks.FLOAT, extras + 4L * list, extra);
      float error =
          CentroidCodes.write(image, centroidCodes, lists, list, residual, extra);
      greatestError = Math.max(greatestError, error);
    }
    image.set(CodeBlocks.FLOAT, IvfPart.GREATEST_ERROR, greatestError);
    image.set(CodeBlocks.FLOAT, IvfPart.GREATEST_NORM, (float) Math.sqrt(greatestSquare));
  }

  /// A share of the mean squared residual of a list's rows, from factors: about |r| √(π / 2D) each.
  private float spread(int list, EncodedRows encoded) {
    double sum = 0;
    double share = metric == Metric.L1 ? TAXICAB_SPREAD_SHARE : SPREAD_SHARE;
    for (int i = rows.starts[list]; i < rows.starts[list + 1]; i++) {
      double factor = encoded.factor(rows.members[i]);
      sum += metric == Metric.L1 ? factor : factor * factor * padded * 2 / Math.PI;
    }
    return (float) (share * sum / Math.max(1, rows.size(list)));
  }

  /// Writes a list's codes, and for now the rows' numbers as their ids.
  void writeList(
      MemorySegment image, int list, EncodedRows encoded, EncodedRows encodedCopies) {
    Code code = new Code(padded);
    for (int block = firstBlocks[list]; block < firstBlocks[list + 1]; block++) {
      if (metric != Metric.L1) {
        CodeBlocks.clear(image, codes + block * blockBytes, words);
      }
    }
    for (int i = 0; i < rows.size(list); i++) {
      int number = rows.starts[list] + i;
      int row = rows.members[number];
      if (metric == Metric.L1) {
        long slot = (long) CodeBlocks.LANES * firstBlocks[list] + i;
        encoded.copyTaxicab(row, image, codes + slot * TaxicabCodes.bytes(padded));
      } else {
        encoded.get(row, code);
        write(image, list, i, code);
        if (fineBytes > 0) {
          encoded.copyFine(row, image, fine + number * fineBytes);
        }
      }
      image.set(CodeBlocks.LONG, ids + 8L * number, row);
    }
    for (int i = 0; i < copies.size(list); i++) {
      encodedCopies.get(copies.members[copies.starts[list] + i], code);
      write(image, list, rows.size(list) + i, code);
    }
  }

  private void write(MemorySegment image, int list, int place, Code code) {
    long block = firstBlocks[list] + place / CodeBlocks.LANES;
    CodeBlocks.write(image, codes + block * blockBytes, place % CodeBlocks.LANES, code);
  }

  /// Replaces the rows' numbers by their ids.
  void writeIds(MemorySegment image, RowSource source) {
    for (int i = 0; i < rows.count(); i++) {
      image.set(CodeBlocks.LONG, ids + 8L * i, source.id(rows.members[i]));
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
