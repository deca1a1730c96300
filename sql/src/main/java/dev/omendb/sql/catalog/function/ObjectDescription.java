package dev.omendb.sql.catalog.function;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.function.Casts;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.Operators;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// pg_describe_object: an object of any catalog in words, `function abs(integer)`.
final class ObjectDescription {
  private ObjectDescription() {}

  /// Null for an object that does not exist, or of a catalog that is not described.
  static @Nullable String of(CatalogView view, long classOid, long oid, int subId) {
    int id = (int) oid;
    Optional<String> text =
        switch ((int) classOid) {
          case 1259 -> view.relation(oid).map(relation -> relation(view, relation, subId));
          case 1247 -> view.types().find(id).map(t -> "type " + ObjectNames.type(view, id));
          case 1255 ->
              Functions.standard().byOid(id).map(f -> "function " + ObjectNames.signature(view, f));
          case 2617 ->
              Operators.standard().byOid(id).map(o -> "operator " + ObjectNames.signature(view, o));
          case 2605 -> cast(view, id);
          case 2601 -> accessMethod(id);
          case 2753 -> family(id);
          case 2616 -> operatorClass(id);
          case 2615 ->
              Optional.of(view.schemaName(oid)).filter(n -> !n.isEmpty()).map(n -> "schema " + n);
          case 3079 ->
              view.extensions().stream()
                  .filter(e -> e.oid() == oid)
                  .map(e -> "extension " + e.name())
                  .findFirst();
          case 1260 ->
              view.catalog().find(CatalogObject.Role.class, oid).map(r -> "role " + r.name());
          case 1262 ->
              view.catalog()
                  .find(CatalogObject.Database.class, oid)
                  .map(d -> "database " + d.name());
          case 2606 ->
              view.constraints().stream()
                  .filter(c -> c.constraint().oid() == oid)
                  .map(
                      c ->
                          "constraint %s on table %s"
                              .formatted(c.constraint().name(), view.name(c.relation())))
                  .findFirst();
          default -> Optional.empty();
        };
    return text.orElse(null);
  }

  private static String relation(CatalogView view, Relation relation, int subId) {
    String kind =
        switch (relation.kind()) {
          case 'i' -> "index ";
          case 'S' -> "sequence ";
          case 'v' -> "view ";
          default -> "table ";
        };
    String whole = kind + view.name(relation);
    return subId == 0 ? whole : "column " + relation.columnName(subId) + " of " + whole;
  }

  private static Optional<String> cast(CatalogView view, int oid) {
    return Casts.standard().all().stream()
        .filter(c -> c.oid() == oid)
        .map(
            c ->
                "cast from %s to %s"
                    .formatted(
                        ObjectNames.type(view, c.sourceOid()),
                        ObjectNames.type(view, c.targetOid())))
        .findFirst();
  }

  private static Optional<String> accessMethod(int oid) {
    return OperatorClasses.standard().accessMethods().stream()
        .filter(m -> m.oid() == oid)
        .map(m -> "access method " + m.name())
        .findFirst();
  }

  private static Optional<String> family(int oid) {
    return OperatorClasses.standard().families().stream()
        .filter(f -> f.oid() == oid)
        .map(f -> "operator family %s for access method %s".formatted(f.name(), f.accessMethod()))
        .findFirst();
  }

  private static Optional<String> operatorClass(int oid) {
    return OperatorClasses.standard()
        .byOid(oid)
        .map(c -> "operator class %s for access method %s".formatted(c.name(), c.accessMethod()));
  }
}
