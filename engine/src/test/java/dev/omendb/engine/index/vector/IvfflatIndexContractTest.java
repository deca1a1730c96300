package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexEngine;

class IvfflatIndexContractTest extends IndexEngineContract {
  @Override
  IndexEngine engine(ValueForm form) {
    VectorKey key = form.key(VectorTable.EMBEDDING);
    return new VectorIndexEngine(
        "ivfflat", (definition, table) -> key, VectorTable.COMPUTE, Runnable::run, 2);
  }

  @Override
  double leastRecall() {
    return 0.99;
  }
}
