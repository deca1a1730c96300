package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.index.vector.VectorKey;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import dev.omendb.engine.index.vector.VectorKeys;
import dev.omendb.kernels.Metric;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import org.jspecify.annotations.Nullable;

/// What a vector index is over, read from its operator class and its column's type.
public final class VectorIndexes implements VectorKeys {
  private static final int VECTOR = 16385;
  private static final int HALFVEC = 16387;

  @Override
  public @Nullable VectorKey of(Index definition, Table table) {
    if (!isVectorMethod(definition.accessMethod()) || definition.keys().size() != 1) {
      return null;
    }
    IndexKey key = definition.keys().getFirst();
    Elements elements = elements(key.typeOid());
    Metric metric = metric(key.opclassOid());
    boolean coded =
        elements != null && metric != null && metric != Metric.L1
            && key.attnum() != 0 && key.typmod() > 0;
    return coded ? new VectorKey(key.attnum(), key.typmod(), elements, metric) : null;
  }

  public static boolean isVectorMethod(String accessMethod) {
    return accessMethod.equals("hnsw") || accessMethod.equals("ivfflat");
  }

  private static @Nullable Elements elements(long typeOid) {
    if (typeOid == VECTOR) {
      return Elements.FLOAT32;
    }
    return typeOid == HALFVEC ? Elements.FLOAT16 : null;
  }

  /// `vector_cosine_ops` and its kin.
  private static @Nullable Metric metric(long opclassOid) {
    String name =
        OperatorClasses.standard().byOid((int) opclassOid).map(OperatorClass::name).orElse("");
    String distance = name.replaceFirst("^[a-z]+_", "");
    return switch (distance) {
      case "l2_ops" -> Metric.L2;
      case "ip_ops" -> Metric.INNER_PRODUCT;
      case "cosine_ops" -> Metric.COSINE;
      case "l1_ops" -> Metric.L1;
      default -> null;
    };
  }
}
