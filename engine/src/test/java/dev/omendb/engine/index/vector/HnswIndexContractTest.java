package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexEngine;

class HnswIndexContractTest extends IndexEngineContract {
  @Override
  IndexEngine engine(ValueForm form) {
    return VectorTable.hnsw(form, Runnable::run);
  }

  @Override
  double leastRecall() {
    return 0.99;
  }
}
