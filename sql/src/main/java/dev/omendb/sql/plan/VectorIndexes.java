package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.vector.Distance;
import dev.omendb.engine.index.vector.VectorKey;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import dev.omendb.engine.index.vector.VectorKeys;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import dev.omendb.sql.type.TypeOids;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a vector index is over, read from its operator class and its column's type.
public final class VectorIndexes implements VectorKeys {
  /// Access methods of vectors.
  private static final Set<String> METHODS = Set.of("flat", "hnsw", "ivfflat");

  @Override
  public VectorKey of(Index definition, Table table) {
    VectorKey key = find(definition);
    if (key == null) {
      throw new DatabaseException(
          SqlState.INTERNAL_ERROR, "index \"" + definition.name() + "\" has no vector key");
    }
    return key;
  }

  /// What an index is over; null for one that is not of vectors.
  public static @Nullable VectorKey find(Index definition) {
    if (!isVectorMethod(definition.accessMethod()) || definition.keys().size() != 1) {
      return null;
    }
    IndexKey key = definition.keys().getFirst();
    Elements elements = elements(key.typeOid());
    Distance distance = distance(key.opclassOid());
    return elements == null || distance == null
        ? null
        : new VectorKey(key.attnum(), Math.max(0, key.typmod()), elements, distance);
  }

  public static boolean isVectorMethod(String accessMethod) {
    return METHODS.contains(accessMethod);
  }

  /// How values of a type are stored, null for types without vector indexes.
  static @Nullable Elements elements(long typeOid) {
    return switch ((int) typeOid) {
      case TypeOids.VECTOR -> Elements.FLOAT32;
      case TypeOids.HALFVEC -> Elements.FLOAT16;
      case TypeOids.SPARSEVEC -> Elements.SPARSE;
      case TypeOids.BIT -> Elements.BIT;
      default -> null;
    };
  }

  /// `vector_cosine_ops` and its kin.
  private static @Nullable Distance distance(long opclassOid) {
    String name =
        OperatorClasses.standard().byOid((int) opclassOid).map(OperatorClass::name).orElse("");
    return switch (name.replaceFirst("^[a-z]+_", "")) {
      case "l2_ops" -> Distance.L2;
      case "ip_ops" -> Distance.INNER_PRODUCT;
      case "cosine_ops" -> Distance.COSINE;
      case "l1_ops" -> Distance.L1;
      case "hamming_ops" -> Distance.HAMMING;
      case "jaccard_ops" -> Distance.JACCARD;
      default -> null;
    };
  }
}
