package dev.omendb.sql.type;

/// A row of pg_type (PostgreSQL documentation, section 53.64).
///
/// @param schema `pg_catalog`, or where an extension was installed
/// @param length typlen: bytes, -1 variable, -2 C string
/// @param kind typtype: 'b' base, 'e' enum, 'c' composite, 'p' pseudo, 'r' range, 'd' domain
/// @param category typcategory: 'N' numeric, 'S' string, …
/// @param preferred typispreferred
/// @param elementOid typelem
/// @param arrayOid typarray
/// @param alignment typalign
/// @param storage typstorage
/// @param delimiter typdelim
public record TypeInfo(
    int oid,
    String schema,
    String name,
    int length,
    char kind,
    char category,
    boolean preferred,
    int elementOid,
    int arrayOid,
    char alignment,
    char storage,
    char delimiter) {
  public static final String CATALOG_SCHEMA = "pg_catalog";

  /// The row of this type's array type.
  public TypeInfo arrayInfo() {
    return new TypeInfo(
        arrayOid,
        schema,
        "_" + name,
        -1,
        oid == TypeOids.RECORD ? 'p' : 'b',
        oid == TypeOids.RECORD ? 'P' : 'A',
        false,
        oid,
        0,
        alignment == 'd' ? 'd' : 'i',
        'x',
        delimiter);
  }

  /// typbyval: values of at most eight bytes are passed by value.
  public boolean passedByValue() {
    return length == 1 || length == 2 || length == 4 || (length == 8 && alignment == 'd');
  }
}
