package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;
import java.util.function.LongUnaryOperator;

/// An immutable index part: inverted lists of 1-bit codes and the rows' second codes, as one image
/// in native memory that a file can hold and a mapping can serve. [IvfBuilder] writes images. Safe
/// for many threads; the owner keeps the memory mapped while searches run.
///
/// The image, little-endian, sections at multiples of 64 bytes:
///
/// | offset | type | what |
/// |---|---|---|
/// | 0 | int | magic, `ORQ1` |
/// | 4 | int | version, 5 |
/// | 8 | int | metric: 0 L2, 1 inner product, 2 cosine, 3 L1 |
/// | 12 | int | dimensions |
/// | 16 | int | lists |
/// | 20 | int | rows held |
/// | 24 | int | blocks of 16 codes |
/// | 28 | int | entries of the effort curve |
/// | 32 | long | offset of the centroids: rotated, `padded` floats for each list |
/// | 40 | long | offset of the extras: a float for each list, to add to its squared distance |
/// | 48 | long | offset of the mean of the centroids: `padded` floats |
/// | 56 | long | offset of the centroids' own codes, relative to the mean, see [CentroidCodes] |
/// | 64 | long | offset of the directory: numbers of each list's first block, row and copy: ints |
/// | 72 | long | offset of the blocks; of L1, of [TaxicabCodes] |
/// | 80 | long | offset of the row ids: a long for each row, -1 for one that is gone |
/// | 88 | long | offset of the second codes, one for each row, see [FineCodes]; 0 for none |
/// | 96 | long | offset of the effort curve, see [EffortCurve] |
/// | 104 | long | size of the image |
/// | 112 | float | scale, see [Proxy#TAXICAB]; 0 stands for 1 |
/// | 116 | float | the greatest error of the centroids' codes, see [CentroidCodes#write] |
/// | 120 | float | the greatest distance of a centroid to the mean |
/// | 124 | float | of L1, the step of the codes |
/// | 128 | long | offset of the places: for each copy the number of its row, an int |
///
/// Rows are numbered list by list. A list's blocks hold the codes of its rows, and behind them of
/// its copies: most rows are in a second list too, where a query finds them for which their own is
/// a bad guess, see [SecondLists]. A copy has a first code of its own, relative to the centroid of
/// the list it is in, and shares id and second code with its row. There are none of L1.
public final class IvfPart {
  static final int MAGIC = 0x3151524f;
  static final int VERSION = 5;
  static final int HEADER_BYTES = 192;
  static final int SCALE = 112;
  static final int GREATEST_ERROR = 116;
  static final int GREATEST_NORM = 120;
  static final int STEP = 124;
  static final int PLACES = 128;
  static final int DIRECTORY_BYTES = 12;

  private final MemorySegment image;
  private final Metric metric;
  private final int dimensions;
  private final int padded;
  private final int lists;
  private final int rows;
  private final int blocks;
  final long centroids;
  final long extras;
  final long mean;
  final long centroidCodes;
  final long directory;
  final long codes;
  final long ids;
  final long places;
  final long fine;
  final float greatestError;
  final float greatestNorm;
  private final EffortCurve curve;

  private IvfPart(MemorySegment image) {
    this.image = image;
    this.metric = metric(image.get(CodeBlocks.INT, 8));
    this.dimensions = image.get(CodeBlocks.INT, 12);
    this.padded = Rotation.padded(dimensions);
    this.lists = image.get(CodeBlocks.INT, 16);
    this.rows = image.get(CodeBlocks.INT, 20);
    this.blocks = image.get(CodeBlocks.INT, 24);
    this.centroids = image.get(CodeBlocks.LONG, 32);
    this.extras = image.get(CodeBlocks.LONG, 40);
    this.mean = image.get(CodeBlocks.LONG, 48);
    this.centroidCodes = image.get(CodeBlocks.LONG, 56);
    this.directory = image.get(CodeBlocks.LONG, 64);
    this.codes = image.get(CodeBlocks.LONG, 72);
    this.ids = image.get(CodeBlocks.LONG, 80);
    this.places = image.get(CodeBlocks.LONG, PLACES);
    this.fine = image.get(CodeBlocks.LONG, 88);
    this.greatestError = image.get(CodeBlocks.FLOAT, GREATEST_ERROR);
    this.greatestNorm = image.get(CodeBlocks.FLOAT, GREATEST_NORM);
    this.curve =
        EffortCurve.read(image, image.get(CodeBlocks.LONG, 96), image.get(CodeBlocks.INT, 28));
  }

  /// Opens an image.
  ///
  /// @throws IllegalArgumentException when it is none, or of another version, or cut off
  public static IvfPart open(MemorySegment image) {
    if (!image.isNative() || image.byteSize() < HEADER_BYTES) {
      throw new IllegalArgumentException("not a vector index part");
    }
    if (image.get(CodeBlocks.INT, 0) != MAGIC || image.get(CodeBlocks.INT, 4) != VERSION) {
      throw new IllegalArgumentException("not a vector index part, or of another version");
    }
    if (image.get(CodeBlocks.LONG, 104) > image.byteSize() || (image.address() & 63) != 0) {
      throw new IllegalArgumentException("vector index part is cut off or not aligned");
    }
    return new IvfPart(image);
  }

  /// The bytes to store. The section sizes derive from the header, so a reader needs nothing else.
  public MemorySegment image() {
    return image;
  }

  /// Whether rows have second codes.
  boolean hasSecondCodes() {
    return fine > 0 && metric != Metric.L1;
  }

  public Metric metric() {
    return metric;
  }

  public int dimensions() {
    return dimensions;
  }

  /// Rows in the part, dead ones included. Fewer than it was built from where no code can stand for
  /// a row: a zero vector by cosine, or one whose square overflows a float.
  public int rows() {
    return rows;
  }

  public int lists() {
    return lists;
  }

  /// See [Proxy#TAXICAB].
  float scale() {
    float scale = image.get(CodeBlocks.FLOAT, SCALE);
    return scale > 0 ? scale : 1;
  }

  float step() {
    return image.get(CodeBlocks.FLOAT, STEP);
  }

  /// What effort reaches which recall here, learned when the part was built.
  public EffortCurve curve() {
    return curve;
  }

  /// The row ids held, list by list: what a merge reads. Answers how many were copied.
  public int copyIds(long[] target) {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      long id = id(row);
      if (id >= 0) {
        target[count++] = id;
      }
    }
    return count;
  }

  /// Replaces the row ids of an image, in place; -1 makes a row disappear.
  public static void renumber(MemorySegment image, LongUnaryOperator newIds) {
    long ids = image.get(CodeBlocks.LONG, 80);
    int rows = image.get(CodeBlocks.INT, 20);
    for (int row = 0; row < rows; row++) {
      long id = image.get(CodeBlocks.LONG, ids + 8L * row);
      if (id >= 0) {
        image.set(CodeBlocks.LONG, ids + 8L * row, newIds.applyAsLong(id));
      }
    }
  }

  int padded() {
    return padded;
  }

  int blocks() {
    return blocks;
  }

  long centroid(int list) {
    return centroids + 4L * padded * list;
  }

  int firstBlock(int list) {
    return image.get(CodeBlocks.INT, directory + (long) DIRECTORY_BYTES * list);
  }

  /// The number of a list's first row, or of all rows for the end of lists.
  int firstRow(int list) {
    return image.get(CodeBlocks.INT, directory + (long) DIRECTORY_BYTES * list + 4);
  }

  /// The number of a list's first copy.
  int firstCopy(int list) {
    return image.get(CodeBlocks.INT, directory + (long) DIRECTORY_BYTES * list + 8);
  }

  /// The number of the row a copy is of.
  int rowOfCopy(int copy) {
    return image.get(CodeBlocks.INT, places + 4L * copy);
  }

  long id(int row) {
    return image.get(CodeBlocks.LONG, ids + 8L * row);
  }

  /// The list a row belongs to.
  int listOf(int row) {
    int low = 0;
    int high = lists;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firstRow(middle) <= row) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static int code(Metric metric) {
    return switch (metric) {
      case L2 -> 0;
      case INNER_PRODUCT -> 1;
      case COSINE -> 2;
      case L1 -> 3;
    };
  }

  private static Metric metric(int code) {
    return switch (code) {
      case 0 -> Metric.L2;
      case 1 -> Metric.INNER_PRODUCT;
      case 2 -> Metric.COSINE;
      case 3 -> Metric.L1;
      default -> throw new IllegalArgumentException("vector index part of unknown metric " + code);
    };
  }
}
