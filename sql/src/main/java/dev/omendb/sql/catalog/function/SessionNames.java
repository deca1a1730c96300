package dev.omendb.sql.catalog.function;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.type.CatalogNames;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [CatalogNames] over a session's catalog and search path.
public final class SessionNames implements CatalogNames {
  private static final Map<String, Long> COLLATIONS =
      Map.of("default", 100L, "C", 950L, "POSIX", 951L, "ucs_basic", 12_341L);

  private final CallContext context;

  public SessionNames(CallContext context) {
    this.context = context;
  }

  @Override
  public long resolve(Kind kind, String text) {
    CatalogView view = CatalogView.of(context);
    return switch (kind) {
      case CLASS -> relation(view, text);
      case TYPE -> type(view, text);
      case PROC -> function(view, text);
      case PROCEDURE -> new SignatureLookup(view).function(text);
      case OPER -> new SignatureLookup(view).anyOperator(text);
      case OPERATOR -> new SignatureLookup(view).operator(text);
      case NAMESPACE -> namespace(view, text);
      case ROLE -> role(view, text);
      case COLLATION -> collation(view, text);
      case CONFIG -> throw undefined("text search configuration", text);
      case DICTIONARY -> throw undefined("text search dictionary", text);
    };
  }

  private static long relation(CatalogView view, String text) {
    QualifiedName name = QualifiedName.parse(view, text);
    Optional<Relation> found =
        name.schema() == null
            ? view.relation(name.name())
            : view.relation(name.schema(), name.name());
    return found
        .map(Relation::oid)
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist"));
  }

  private static long type(CatalogView view, String text) {
    PgType type = view.types().parseTypeName(text, view.searchPath()).type();
    if (!view.exists(type)) {
      throw undefined("type", text);
    }
    return Integer.toUnsignedLong(type.oid());
  }

  private static long function(CatalogView view, String text) {
    QualifiedName name = QualifiedName.parse(view, text);
    List<Function> found = functions(view, name);
    if (found.isEmpty()) {
      throw new DatabaseException(
          SqlState.UNDEFINED_FUNCTION, "function \"" + text + "\" does not exist");
    }
    if (found.size() > 1) {
      throw new DatabaseException(
          SqlState.AMBIGUOUS_FUNCTION, "more than one function named \"" + text + "\"");
    }
    return found.getFirst().oid();
  }

  static List<Function> functions(CatalogView view, QualifiedName name) {
    if (name.schema() == null) {
      return ObjectNames.visibleFunctions(view, name.name());
    }
    long schema = view.schemaOid(name.schema());
    return Functions.standard().byName(name.name()).stream()
        .filter(f -> schema != 0 && view.schemaOid(f.schema()) == schema)
        .toList();
  }

  private static long namespace(CatalogView view, String text) {
    String name = QualifiedName.parse(view, text).name();
    return view.schemas().stream()
        .filter(s -> s.name().equals(name))
        .map(Schema::oid)
        .findFirst()
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist"));
  }

  private static long role(CatalogView view, String text) {
    String name = QualifiedName.parse(view, text).name();
    return view.catalog().role(name).map(Role::oid).orElseThrow(() -> undefined("role", name));
  }

  private static long collation(CatalogView view, String text) {
    Long oid = COLLATIONS.get(QualifiedName.parse(view, text).name());
    if (oid == null) {
      throw new DatabaseException(
          SqlState.UNDEFINED_OBJECT,
          "collation \"" + text + "\" for encoding \"UTF8\" does not exist");
    }
    return oid;
  }

  private static DatabaseException undefined(String what, String name) {
    return new DatabaseException(
        SqlState.UNDEFINED_OBJECT, what + " \"" + name + "\" does not exist");
  }

  @Override
  public @Nullable String print(Kind kind, long oid) {
    CatalogView view = CatalogView.of(context);
    int id = (int) oid;
    return switch (kind) {
      case CLASS -> view.relation(oid).map(view::name).orElse(null);
      case TYPE -> view.types().find(id).map(t -> ObjectNames.type(view, id)).orElse(null);
      case PROC ->
          Functions.standard()
              .byOid(id)
              .map(f -> ObjectNames.function(view, f))
              .orElse(Functions.standard().internalName(id));
      case PROCEDURE ->
          Functions.standard().byOid(id).map(f -> ObjectNames.signature(view, f)).orElse(null);
      case OPER ->
          Operators.standard().byOid(id).map(o -> ObjectNames.operator(view, o)).orElse(null);
      case OPERATOR ->
          Operators.standard().byOid(id).map(o -> ObjectNames.signature(view, o)).orElse(null);
      case NAMESPACE -> schema(view, oid);
      case ROLE ->
          view.catalog()
              .find(CatalogObject.Role.class, oid)
              .map(r -> TypeNames.quoteIdentifier(r.name()))
              .orElse(null);
      case COLLATION ->
          COLLATIONS.entrySet().stream()
              .filter(e -> e.getValue() == oid)
              .map(e -> TypeNames.quoteIdentifier(e.getKey()))
              .findFirst()
              .orElse(null);
      case CONFIG, DICTIONARY -> null;
    };
  }

  private static @Nullable String schema(CatalogView view, long oid) {
    String name = view.schemaName(oid);
    return name.isEmpty() ? null : TypeNames.quoteIdentifier(name);
  }
}
