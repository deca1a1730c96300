package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexEngine;

/// Over a column without dimensions.
class MixedFlatIndexContractTest extends IndexEngineContract {
  @Override
  IndexEngine engine(ValueForm form) {
    VectorKey key = form.key(VectorTable.EMBEDDING).withDimensions(0);
    return new FlatIndexEngine((definition, table) -> key, VectorTable.COMPUTE);
  }

  @Override
  double leastRecall() {
    return 1;
  }
}
