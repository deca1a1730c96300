package dev.omendb.engine.index.vector;

import dev.omendb.kernels.Metric;
import dev.omendb.kernels.rabitq.BuildEstimate;
import dev.omendb.kernels.rabitq.BuildOptions;
import dev.omendb.kernels.rabitq.Proxy;

/// What a vector index is over.
///
/// @param attnum the vector column, or 0 for an expression
/// @param dimensions of every value of it; 0 when they have no common number
/// @param elements how values are stored
/// @param distance the operator class's
public record VectorKey(int attnum, int dimensions, Elements elements, Distance distance) {
  /// The most dimensions that codes of sparse vectors have.
  private static final int MAX_SPARSE_CODE = 1024;

  private static final int UNKNOWN_BYTES = 1024;

  /// Encodings of values.
  public enum Elements {
    /// `vector`: little-endian float32.
    FLOAT32("vector"),
    /// `halfvec`: little-endian IEEE half.
    FLOAT16("halfvec"),
    /// `bit`: int32 length, then the bits, the first in the highest bit of the first byte.
    BIT("bit"),
    /// `sparsevec`: int32 dimensions, int32 count, as many ascending int32 indices from 0, as many
    /// float32 values.
    SPARSE("sparsevec");

    private final String typeName;

    Elements(String typeName) {
      this.typeName = typeName;
    }

    public String typeName() {
      return typeName;
    }
  }

  /// True when the key is computed from a row's columns.
  public boolean isExpression() {
    return attnum == 0;
  }

  /// True when values may have any number of dimensions.
  boolean isMixed() {
    return dimensions == 0;
  }

  VectorKey withDimensions(int number) {
    return new VectorKey(attnum, number, elements, distance);
  }

  /// The key of values that have as many dimensions as this one.
  VectorKey ofValue(byte[] encoded) {
    return withDimensions(ValueDecoder.dimensions(elements, encoded, 0, encoded.length));
  }

  /// Dimensions of the vectors that codes are made of.
  int codeDimensions() {
    return elements == Elements.SPARSE ? Math.min(dimensions, MAX_SPARSE_CODE) : dimensions;
  }

  /// What codes estimate.
  Metric codeMetric() {
    return isProjected() && distance == Distance.L1 ? Metric.L2 : distance.codes();
  }

  /// True where codes are of vectors hashed to fewer dimensions.
  private boolean isProjected() {
    return codeDimensions() < dimensions;
  }

  /// How the distance asked for stands to that of the codes.
  Proxy proxy() {
    if (!isProjected() || distance.proxy() != Proxy.EXACT) {
      return distance.proxy();
    }
    return distance == Distance.L1 ? Proxy.TAXICAB : Proxy.PROJECTED;
  }

  /// True when a search at recall 1 misses no row: estimates are known to bound the distance.
  public boolean findsEverything() {
    boolean maybeHashed = isMixed() && elements == Elements.SPARSE;
    boolean exact = proxy() == Proxy.EXACT && distance != Distance.L1;
    return !maybeHashed && (exact || proxy() == Proxy.JACCARD);
  }

  /// What an index over so many rows takes to build.
  public BuildEstimate estimate(long rows, int threads) {
    return BuildEstimate.of(codeMetric(), codeDimensions(), rows, buildOptions(threads));
  }

  /// How to build a part. A bit string is itself no larger than its first code, and of hashed
  /// vectors codes say little: there, reading a few more values costs less than what a second code
  /// or a second list takes.
  BuildOptions buildOptions(int threads) {
    BuildOptions options = BuildOptions.threads(threads).withProxy(proxy());
    boolean plain = elements == Elements.BIT || isProjected();
    return plain ? options.withoutCopies().withoutSecondCodes() : options;
  }

  /// About the bytes of a value; those of sparse ones differ.
  public long valueBytes() {
    if (isMixed()) {
      return UNKNOWN_BYTES;
    }
    return switch (elements) {
      case FLOAT32 -> 4L * dimensions;
      case FLOAT16 -> 2L * dimensions;
      case BIT -> (dimensions + 7L) / 8;
      case SPARSE -> Math.min(8L * dimensions, 1024);
    };
  }
}
