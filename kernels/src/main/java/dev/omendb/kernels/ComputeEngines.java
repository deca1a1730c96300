package dev.omendb.kernels;

import java.util.Locale;

/// Names the implementations of [ComputeEngine].
public final class ComputeEngines {
  private ComputeEngines() {}

  /// The implementation called `auto`, `scalar` or `simd`; `auto` is the fastest this JVM can run.
  ///
  /// @throws IllegalArgumentException for another name, or `simd` where the JVM was started without
  ///     the module `jdk.incubator.vector`
  public static ComputeEngine byName(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "auto" -> vectorApiPresent() ? new SimdCompute() : new ScalarCompute();
      case "scalar" -> new ScalarCompute();
      case "simd" -> simd();
      default -> throw new IllegalArgumentException("unknown compute engine \"" + name + "\"");
    };
  }

  /// Whether this JVM was started with `--add-modules jdk.incubator.vector`.
  public static boolean vectorApiPresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static ComputeEngine simd() {
    if (!vectorApiPresent()) {
      throw new IllegalArgumentException(
          "compute engine \"simd\" needs --add-modules jdk.incubator.vector");
    }
    return new SimdCompute();
  }
}
