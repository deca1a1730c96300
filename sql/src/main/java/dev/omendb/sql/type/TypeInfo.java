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
    char storage) {}
