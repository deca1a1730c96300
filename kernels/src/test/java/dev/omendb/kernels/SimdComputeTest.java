package dev.omendb.kernels;

class SimdComputeTest extends ComputeEngineContract {
  @Override
  ComputeEngine engine() {
    return ComputeEngines.byName("simd");
  }
}
