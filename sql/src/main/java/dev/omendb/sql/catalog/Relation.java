package dev.omendb.sql.catalog;

import dev.omendb.engine.catalog.CatalogObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of pg_class with its attributes: tables, indexes, sequences, views, and the system tables.
///
/// @param kind relkind
/// @param attributes dropped ones included
/// @param object the stored definition, or null for a system table
public record Relation(
    long oid,
    long schemaOid,
    String name,
    char kind,
    long ownerOid,
    char persistence,
    List<Attribute> attributes,
    @Nullable CatalogObject object) {
  public Relation {
    attributes = List.copyOf(attributes);
  }

  public boolean isSystem() {
    return object == null;
  }

  /// Name of a column by number, or null.
  public @Nullable String columnName(int attnum) {
    return attnum >= 1 && attnum <= attributes.size() ? attributes.get(attnum - 1).name() : null;
  }

  /// A row of pg_attribute.
  ///
  /// @param defaultSql of pg_attrdef, or null
  /// @param identity 'a', 'd' or 0
  /// @param generated 's' or 0
  public record Attribute(
      int attnum,
      String name,
      long typeOid,
      int typmod,
      boolean notNull,
      @Nullable String defaultSql,
      char identity,
      char generated,
      boolean dropped,
      boolean hasMissing) {
    static Attribute plain(int attnum, String name, long typeOid, int typmod, boolean notNull) {
      return new Attribute(
          attnum, name, typeOid, typmod, notNull, null, (char) 0, (char) 0, false, false);
    }
  }
}
