package dev.omendb.pgwire.bench;

import java.util.Arrays;

/// Made-up data: `clusters` Gaussian clouds of `latent` dimensions, turned into `dimensions`; one
/// cluster is no clusters.
record AnnShape(String name, int rows, int dimensions, int clusters, int latent) {
  /// Errors: [IllegalArgumentException] for an unknown name.
  static AnnShape named(String text) {
    return switch (text) {
      case "clustered" -> new AnnShape(text, 200_000, 768, 2000, 32);
      case "unclustered" -> new AnnShape(text, 500_000, 256, 1, 24);
      case "million" -> new AnnShape(text, 1_000_000, 128, 5000, 32);
      default -> {
        int[] sizes = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        if (sizes.length != 4) {
          throw new IllegalArgumentException("a shape is ROWS,DIMENSIONS,CLUSTERS,LATENT");
        }
        yield new AnnShape("generated", sizes[0], sizes[1], sizes[2], sizes[3]);
      }
    };
  }

  /// With no more rows than that; 0 limits nothing.
  AnnShape limited(int most) {
    return most <= 0
        ? this
        : new AnnShape(name, Math.min(rows, most), dimensions, clusters, latent);
  }
}
