package dev.omendb.engine.catalog;

import dev.omendb.engine.column.StorageType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that DDL creates, alters or drops. Immutable: an ALTER puts a new record with the same
/// oid. Oids are unique across kinds and databases; those below [#FIRST_NORMAL_OID] are built in.
public sealed interface CatalogObject {
  long FIRST_NORMAL_OID = 16384;

  long oid();

  /// An unmodifiable copy in the same order: options are shown as they were given.
  private static Map<String, String> ordered(Map<String, String> options) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  record Database(long oid, String name, long ownerOid) implements CatalogObject {}

  /// @param verifier the SCRAM-SHA-256 verifier as pg_authid.rolpassword holds it, or null
  record Role(
      long oid,
      String name,
      boolean superuser,
      boolean canLogin,
      boolean createDatabase,
      boolean createRole,
      @Nullable String verifier)
      implements CatalogObject {}

  /// ALTER ROLE / DATABASE … SET. `databaseOid` or `roleOid` is 0 for "all".
  record Settings(long oid, long databaseOid, long roleOid, Map<String, String> values)
      implements CatalogObject {}

  record Schema(long oid, long databaseOid, String name, long ownerOid) implements CatalogObject {}

  /// @param rootPartition 0: every table has one partition until scale-out
  record Table(
      long oid,
      long schemaOid,
      String name,
      long ownerOid,
      Persistence persistence,
      List<Column> columns,
      List<Constraint> constraints,
      Map<String, String> options)
      implements CatalogObject {
    public Table {
      columns = List.copyOf(columns);
      constraints = List.copyOf(constraints);
      options = ordered(options);
    }

    /// The column of this name that is not dropped.
    public Optional<Column> column(String columnName) {
      return columns.stream().filter(c -> !c.dropped() && c.name().equals(columnName)).findFirst();
    }

    /// The column with this 1-based attribute number.
    public Column column(int attnum) {
      return columns.get(attnum - 1);
    }
  }

  enum Persistence {
    PERMANENT,
    UNLOGGED,
    TEMPORARY
  }

  /// A column; its place in the list is attnum - 1 for ever, dropped ones included.
  ///
  /// @param typeOid SQL type
  /// @param typmod as pg_attribute.atttypmod, -1 for none
  /// @param defaultSql DEFAULT or generation expression as SQL text, or null
  /// @param identity 'a' always, 'd' by default, 0 none
  /// @param generated 's' stored, 0 none
  /// @param missing value (storage encoding, see [MissingValue]) of rows older than the column
  record Column(
      int attnum,
      String name,
      long typeOid,
      int typmod,
      StorageType storage,
      boolean notNull,
      @Nullable String defaultSql,
      char identity,
      char generated,
      boolean dropped,
      @Nullable MissingValue missing) {}

  /// The constant an ALTER TABLE … ADD COLUMN … DEFAULT gives to rows that are there already:
  /// a long or double's bits, or bytes.
  record MissingValue(long bits, byte @Nullable [] bytes) {}

  /// @param kind 'p' primary key, 'u' unique, 'c' check, 'f' foreign key
  /// @param attnums columns constrained, in order
  /// @param indexOid index that enforces it (p, u; for f the referenced one), else 0
  /// @param checkSql expression of a CHECK, else null
  record Constraint(
      long oid,
      String name,
      char kind,
      List<Integer> attnums,
      long indexOid,
      @Nullable String checkSql,
      @Nullable Reference reference,
      boolean deferrable,
      boolean initiallyDeferred) {
    public Constraint {
      attnums = List.copyOf(attnums);
    }
  }

  /// @param onUpdate onDelete 'a' no action, 'r' restrict, 'c' cascade, 'n' set null, 'd' default
  record Reference(long tableOid, List<Integer> attnums, char onUpdate, char onDelete, char match) {
    public Reference {
      attnums = List.copyOf(attnums);
    }
  }

  /// @param predicateSql WHERE of a partial index, or null
  /// @param nullsNotDistinct UNIQUE NULLS NOT DISTINCT
  record Index(
      long oid,
      long schemaOid,
      String name,
      long tableOid,
      String accessMethod,
      boolean unique,
      boolean primary,
      boolean nullsNotDistinct,
      boolean valid,
      List<IndexKey> keys,
      List<Integer> includedAttnums,
      @Nullable String predicateSql,
      Map<String, String> options)
      implements CatalogObject {
    public Index {
      keys = List.copyOf(keys);
      includedAttnums = List.copyOf(includedAttnums);
      options = ordered(options);
    }

    /// The same index, to be used by queries or not.
    public Index withValid(boolean nowValid) {
      return new Index(
          oid, schemaOid, name, tableOid, accessMethod, unique, primary, nullsNotDistinct,
          nowValid, keys, includedAttnums, predicateSql, options);
    }
  }

  /// @param attnum column, or 0 for an expression
  /// @param expressionSql the expression as SQL text when attnum is 0
  /// @param typeOid typmod type of the key value
  /// @param storage layout of the key value
  /// @param opclassOid pg_opclass row
  record IndexKey(
      int attnum,
      @Nullable String expressionSql,
      long typeOid,
      int typmod,
      StorageType storage,
      long opclassOid,
      boolean descending,
      boolean nullsFirst) {}

  /// @param ownedByTableOid ownedByAttnum the serial/identity column, 0 if free
  record Sequence(
      long oid,
      long schemaOid,
      String name,
      long ownerOid,
      long typeOid,
      long start,
      long increment,
      long minimum,
      long maximum,
      long cache,
      boolean cycle,
      long ownedByTableOid,
      int ownedByAttnum)
      implements CatalogObject {}

  record View(
      long oid, long schemaOid, String name, long ownerOid, List<Column> columns, String querySql)
      implements CatalogObject {
    public View {
      columns = List.copyOf(columns);
    }
  }

  /// CREATE TYPE … AS ENUM.
  record EnumType(
      long oid, long arrayOid, long schemaOid, String name, long ownerOid, List<String> labels)
      implements CatalogObject {
    public EnumType {
      labels = List.copyOf(labels);
    }
  }

  record Extension(long oid, long databaseOid, String name, long schemaOid, String version)
      implements CatalogObject {}

  /// COMMENT ON. `classOid` is the catalog table the object lives in, as in pg_description.
  record Comment(long oid, long classOid, long objectOid, int subId, String text)
      implements CatalogObject {}
}
