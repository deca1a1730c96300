package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexEngine;

/// Over a column without dimensions.
class MixedHnswIndexContractTest extends IndexEngineContract {
  @Override
  IndexEngine engine(ValueForm form) {
    VectorKey key = form.key(VectorTable.EMBEDDING).withDimensions(0);
    return new VectorIndexEngine(
        "hnsw", (definition, table) -> key, VectorTable.COMPUTE, Runnable::run, 2);
  }

  @Override
  double leastRecall() {
    return 0.99;
  }
}
