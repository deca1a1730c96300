package dev.omendb.sql.catalog;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.OperatorClasses.AccessMethod;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One database's catalog at one version, as pg_catalog shows it: built-in and stored objects side
/// by side, by oid and by name, and what the search path makes visible. Confined to its session.
public final class CatalogView {
  public static final long PG_CATALOG = 11;
  public static final long INFORMATION_SCHEMA = 13_000;
  public static final long SUPERUSER = 10;

  private static final long PG_EXTENSION = 3079;
  private static final long PG_AM = 2601;


  private final CallContext context;
  private final Catalog catalog;
  private final List<String> searchPath;
  private final Types types;
  private final Map<String, Schema> schemas = new LinkedHashMap<>();
  private final Map<Long, Relation> relations = new LinkedHashMap<>();
  private final Map<Long, Map<String, Relation>> relationsByName = new HashMap<>();
  private final List<Extension> extensions = new ArrayList<>();

  CatalogView(CallContext context, List<String> searchPath) {
    this.context = context;
    this.catalog = context.catalog();
    this.searchPath = List.copyOf(searchPath);
    this.types = Types.forCatalog(catalog, context.databaseOid());
    addSchemas();
    for (Extension extension : catalog.all(Extension.class)) {
      if (extension.databaseOid() == context.databaseOid()) {
        extensions.add(extension);
      }
    }
    RelationList.of(this, context.service(SystemTables.class)).forEach(this::add);
  }

  /// The catalog of the statement that runs.
  public static CatalogView of(CallContext context) {
    return context.service(CatalogViewCache.class).view(context);
  }

  private void addSchemas() {
    put(new Schema(PG_CATALOG, context.databaseOid(), "pg_catalog", SUPERUSER));
    put(new Schema(INFORMATION_SCHEMA, context.databaseOid(), "information_schema", SUPERUSER));
    for (Schema schema : catalog.all(Schema.class)) {
      if (schema.databaseOid() == context.databaseOid()) {
        put(schema);
      }
    }
  }

  private void put(Schema schema) {
    schemas.put(schema.name(), schema);
  }

  private void add(Relation relation) {
    relations.put(relation.oid(), relation);
    relationsByName
        .computeIfAbsent(relation.schemaOid(), oid -> new HashMap<>())
        .put(relation.name(), relation);
  }

  public CallContext context() {
    return context;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Types types() {
    return types;
  }

  /// Names of existing schemas, pg_catalog included.
  public List<String> searchPath() {
    return searchPath;
  }

  public List<Schema> schemas() {
    return List.copyOf(schemas.values());
  }

  public List<Extension> extensions() {
    return Collections.unmodifiableList(extensions);
  }

  /// An installed extension.
  public Optional<Extension> extension(String name) {
    return extensions.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /// The oid of the schema a built-in object names, which may be an extension's marker; 0 when it
  /// is not in this database.
  public long schemaOid(String name) {
    ExtensionDefinition marked = Extensions.marked(name).orElse(null);
    if (marked != null) {
      return extension(marked.name()).map(Extension::schemaOid).orElse(0L);
    }
    Schema schema = schemas.get(name.equals("pg_temp") ? "pg_temp_" + context.backendId() : name);
    return schema == null ? 0 : schema.oid();
  }

  public String schemaName(long oid) {
    for (Schema schema : schemas.values()) {
      if (schema.oid() == oid) {
        return schema.name();
      }
    }
    return "";
  }

  /// True when a stored object of this schema is in this database.
  public boolean hasSchema(long oid) {
    return oid == PG_CATALOG || !schemaName(oid).isEmpty();
  }

  /// True when the objects of a built-in list's schema exist here.
  public boolean exists(String schema) {
    return schemaOid(schema) != 0;
  }

  /// True when the type exists here: those of an extension need it.
  public boolean exists(PgType type) {
    return Extensions.owning(type.oid()).map(e -> extension(e.name()).isPresent()).orElse(true);
  }

  /// Every relation, system tables first.
  public Iterable<Relation> relations() {
    return relations.values();
  }

  public Optional<Relation> relation(long oid) {
    return Optional.ofNullable(relations.get(oid));
  }

  public Optional<Relation> relation(String schema, String name) {
    return Optional.ofNullable(
        relationsByName.getOrDefault(schemaOid(schema), Map.of()).get(name));
  }

  /// The relation that an unqualified name means.
  public Optional<Relation> relation(String name) {
    for (String schema : searchPath) {
      Optional<Relation> found = relation(schema, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// pg_table_is_visible.
  public boolean isVisible(Relation relation) {
    return relation(relation.name()).map(r -> r.oid() == relation.oid()).orElse(false);
  }

  /// A relation's name, with its schema unless visible.
  public String name(Relation relation) {
    String name = TypeNames.quoteIdentifier(relation.name());
    return isVisible(relation) ? name : qualified(relation);
  }

  /// Always with its schema.
  public String qualified(Relation relation) {
    return TypeNames.quoteIdentifier(schemaName(relation.schemaOid()))
        + "."
        + TypeNames.quoteIdentifier(relation.name());
  }

  /// The type that an unqualified name means.
  public boolean isVisible(PgType type) {
    for (String schema : searchPath) {
      Optional<PgType> found = types.byName(schema, type.name());
      if (found.isPresent() && exists(found.get())) {
        return found.get().oid() == type.oid();
      }
    }
    return false;
  }

  /// True when the first schema of the search path that has an object of the name is this one.
  public boolean isOnPath(String objectSchema) {
    long oid = schemaOid(objectSchema);
    return searchPath.stream().anyMatch(name -> schemaOid(name) == oid);
  }

  public String roleName(long oid) {
    return catalog
        .find(CatalogObject.Role.class, oid)
        .map(CatalogObject.Role::name)
        .orElse("unknown (OID=" + oid + ")");
  }

  /// Every type of this database.
  public List<PgType> allTypes() {
    return types.all().stream().filter(this::exists).toList();
  }

  /// Stored comments, and those that extensions came with and nobody changed.
  public List<CatalogObject.Comment> comments() {
    List<CatalogObject.Comment> all = new ArrayList<>(catalog.all(CatalogObject.Comment.class));
    for (Extension extension : extensions) {
      boolean changed = all.stream().anyMatch(c -> c.objectOid() == extension.oid());
      String text =
          Extensions.find(extension.name()).map(ExtensionDefinition::comment).orElse(null);
      if (!changed && text != null) {
        all.add(new CatalogObject.Comment(0, PG_EXTENSION, extension.oid(), 0, text));
      }
    }
    if (extension(Extensions.VECTOR.name()).isPresent()) {
      for (AccessMethod method : OperatorClasses.standard().accessMethods()) {
        if (method.schema().equals(Extensions.VECTOR.marker())) {
          String text = method.name() + " index access method";
          all.add(new CatalogObject.Comment(0, PG_AM, method.oid(), 0, text));
        }
      }
    }
    return all;
  }

  /// The text of COMMENT ON, or null.
  public @Nullable String comment(long classOid, long objectOid, int subId) {
    for (CatalogObject.Comment comment : comments()) {
      if (comment.objectOid() == objectOid
          && comment.subId() == subId
          && comment.classOid() == classOid) {
        return comment.text();
      }
    }
    return null;
  }

  /// All constraints of stored tables.
  public List<TableConstraint> constraints() {
    List<TableConstraint> all = new ArrayList<>();
    for (Relation relation : relations.values()) {
      if (relation.object() instanceof CatalogObject.Table table) {
        table.constraints().forEach(c -> all.add(new TableConstraint(relation, table, c)));
      }
    }
    return all;
  }

  /// A constraint with its table.
  public record TableConstraint(
      Relation relation, CatalogObject.Table table, CatalogObject.Constraint constraint) {}
}
