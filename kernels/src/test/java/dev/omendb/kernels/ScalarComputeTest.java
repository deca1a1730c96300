package dev.omendb.kernels;

class ScalarComputeTest extends ComputeEngineContract {
  @Override
  ComputeEngine engine() {
    return ComputeEngines.byName("scalar");
  }
}
