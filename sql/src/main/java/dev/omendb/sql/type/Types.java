package dev.omendb.sql.type;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.system.EnumPgType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every type by oid and by name. Immutable; [#with] and [#forCatalog] return extended copies.
public final class Types {
  private static final Types BUILTIN = new Types();

  private final TreeMap<Integer, PgType> byOid = new TreeMap<>();
  private final Map<String, Map<String, PgType>> bySchema = new HashMap<>();
  private final List<PgType> added;
  private final Map<String, String> extensionSchemas;

  private Types() {
    this.added = List.of();
    this.extensionSchemas = Map.of();
    BuiltinTypes.create(this::byOid).forEach(this::put);
  }

  /// Shares every built-in type but those that differ: records find fields of the added types.
  ///
  /// @param extensionSchemas of extensions installed elsewhere than in `public`, by name
  private Types(List<PgType> added, Map<String, String> extensionSchemas) {
    this.added = added;
    this.extensionSchemas = Map.copyOf(extensionSchemas);
    byOid.putAll(BUILTIN.byOid);
    for (PgType type : BuiltinTypes.records(this::byOid)) {
      byOid.put(type.oid(), type);
    }
    for (ExtensionDefinition extension : Extensions.all()) {
      String schema = extensionSchemas.get(extension.name());
      if (schema != null) {
        for (PgType type : BuiltinTypes.extension(extension, schema)) {
          byOid.put(type.oid(), type);
        }
      }
    }
    List.copyOf(byOid.values()).forEach(this::put);
    added.forEach(this::put);
  }

  /// The built-in types and those of extensions, the latter in schema `public`.
  public static Types builtin() {
    return BUILTIN;
  }

  /// The same with more types.
  public Types with(Collection<PgType> types) {
    List<PgType> all = new ArrayList<>(added);
    all.addAll(types);
    return new Types(List.copyOf(all), extensionSchemas);
  }

  /// The same with an extension's types in another schema.
  public Types withExtensionIn(String extension, String schema) {
    Map<String, String> schemas = new HashMap<>(extensionSchemas);
    schemas.put(extension, schema);
    return new Types(added, schemas);
  }

  /// The built-in types, those of extensions in the schemas they were created in, and the enums of
  /// one database.
  public static Types forCatalog(Catalog catalog, long databaseOid) {
    Map<Long, String> schemas = new HashMap<>();
    for (CatalogObject.Schema schema : catalog.all(CatalogObject.Schema.class)) {
      if (schema.databaseOid() == databaseOid) {
        schemas.put(schema.oid(), schema.name());
      }
    }
    List<PgType> enums = new ArrayList<>();
    for (CatalogObject.EnumType definition : catalog.all(CatalogObject.EnumType.class)) {
      String schema = schemas.get(definition.schemaOid());
      if (schema != null) {
        EnumPgType type = new EnumPgType(definition, schema);
        enums.add(type);
        enums.add(new ArrayType(type.info().arrayInfo(), type));
      }
    }
    Map<String, String> extensionSchemas = new HashMap<>();
    for (CatalogObject.Extension extension : catalog.all(CatalogObject.Extension.class)) {
      String schema = schemas.getOrDefault(extension.schemaOid(), BuiltinTypes.PUBLIC);
      if (extension.databaseOid() == databaseOid && !schema.equals(BuiltinTypes.PUBLIC)) {
        extensionSchemas.put(extension.name(), schema);
      }
    }
    return enums.isEmpty() && extensionSchemas.isEmpty()
        ? BUILTIN
        : new Types(List.copyOf(enums), extensionSchemas);
  }

  /// Every type in oid order: the rows of pg_type.
  public Collection<PgType> all() {
    return Collections.unmodifiableCollection(byOid.values());
  }

  /// Errors: XX000 `cache lookup failed for type 5`.
  public PgType byOid(int oid) {
    PgType type = byOid.get(oid);
    if (type == null) {
      throw new DatabaseException(
          SqlState.INTERNAL_ERROR, "cache lookup failed for type " + Integer.toUnsignedString(oid));
    }
    return type;
  }

  public Optional<PgType> find(int oid) {
    return Optional.ofNullable(byOid.get(oid));
  }

  /// The type of this name. Without a schema: pg_catalog, then public, then any other; SQL
  /// spellings (`integer`, `timestamp with time zone`) count as names of pg_catalog.
  public Optional<PgType> byName(@Nullable String schema, String name) {
    if (schema != null && !schema.equals(TypeInfo.CATALOG_SCHEMA)) {
      return inSchema(schema, name);
    }
    Optional<PgType> found = inSchema(TypeInfo.CATALOG_SCHEMA, name);
    if (found.isEmpty()) {
      String internal = TypeNames.SPELLINGS.get(name);
      found = internal == null ? found : inSchema(TypeInfo.CATALOG_SCHEMA, internal);
    }
    if (found.isEmpty() && schema == null) {
      found = inSchema("public", name);
      for (String other : bySchema.keySet()) {
        found = found.isPresent() ? found : inSchema(other, name);
      }
    }
    return found;
  }

  /// The type of this name on a search path; pg_catalog is searched first unless listed.
  public Optional<PgType> byName(List<String> searchPath, String name) {
    Optional<PgType> found = Optional.empty();
    if (!searchPath.contains(TypeInfo.CATALOG_SCHEMA)) {
      found = byName(TypeInfo.CATALOG_SCHEMA, name);
    }
    for (String schema : searchPath) {
      found = found.isPresent() ? found : byName(schema, name);
    }
    return found;
  }

  /// The array type of an element type, if it has one. An array's is itself: dimensions are not
  /// part of the type.
  public Optional<PgType> arrayOf(PgType element) {
    if (element.isArray() && element.info().arrayOid() == 0) {
      return Optional.of(element);
    }
    return find(element.info().arrayOid());
  }

  /// The element type of an array (int2vector and oidvector included).
  public Optional<PgType> elementOf(PgType array) {
    return array.isArray() ? find(array.info().elementOid()) : Optional.empty();
  }

  /// Reads a type as SQL spells it: `varchar(10)[]`, `public.vector(3)`. Errors: 42704 `type "x"
  /// does not exist`, 42601, those of the type's modifiers.
  public TypeRef parseTypeName(String text) {
    return new TypeNameReader(this, null, text).read();
  }

  /// As [#parseTypeName], looking names up on a search path.
  public TypeRef parseTypeName(String text, List<String> searchPath) {
    return new TypeNameReader(this, searchPath, text).read();
  }

  /// A type with its modifier, -1 for none.
  public record TypeRef(PgType type, int typmod) {}

  private Optional<PgType> inSchema(String schema, String name) {
    Map<String, PgType> names = bySchema.get(schema);
    return names == null ? Optional.empty() : Optional.ofNullable(names.get(name));
  }

  private void put(PgType type) {
    byOid.put(type.oid(), type);
    bySchema.computeIfAbsent(type.info().schema(), k -> new HashMap<>()).put(type.name(), type);
  }
}
