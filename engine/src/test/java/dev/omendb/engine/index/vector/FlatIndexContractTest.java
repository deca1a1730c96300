package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexEngine;

class FlatIndexContractTest extends IndexEngineContract {
  @Override
  IndexEngine engine(ValueForm form) {
    VectorKey key = form.key(VectorTable.EMBEDDING);
    return new FlatIndexEngine((definition, table) -> key, VectorTable.COMPUTE);
  }

  @Override
  double leastRecall() {
    return 1;
  }
}
