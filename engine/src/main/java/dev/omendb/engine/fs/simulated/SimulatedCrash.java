package dev.omendb.engine.fs.simulated;

/// The machine of a [CrashableFileSystem] is off. An Error, so that only the test catches it.
public final class SimulatedCrash extends Error {
  public SimulatedCrash(long syncPoint) {
    super("simulated crash at sync point " + syncPoint);
  }
}
