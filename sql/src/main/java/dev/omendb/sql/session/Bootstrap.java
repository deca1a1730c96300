package dev.omendb.sql.session;

import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import org.jspecify.annotations.Nullable;

/// Makes what every server has from its first start: the superuser, the database and its schema,
/// all named and numbered as PostgreSQL's, and the vector extension.
public final class Bootstrap {
  public static final long SUPERUSER_OID = 10;
  public static final long DATABASE_OID = 5;
  public static final long PUBLIC_SCHEMA_OID = 2200;
  public static final String SUPERUSER = "postgres";

  /// Stands for whoever owns the database; owns schema public.
  public static final long DATABASE_OWNER_OID = 6171;

  /// The extension is there from the start in the first database: this is a vector store. Other
  /// databases create it as they do in PostgreSQL. Numbered as what users make, so that pg_dump
  /// takes it along.
  private static final long VECTOR_EXTENSION_OID = 16_384;

  private static final String VECTOR_VERSION = "0.8.1";

  private static final long FIRST_COMMENT_OID = 13_900;
  private static final long PG_NAMESPACE = 2615;
  private static final long PG_DATABASE = 1262;

  private Bootstrap() {}

  /// Fills an empty catalog; leaves any other alone.
  ///
  /// @param verifier of the superuser's password, or null for none
  public static void run(StorageEngine storage, @Nullable String verifier) {
    if (storage.catalog().find(DATABASE_OID).isPresent()) {
      return;
    }
    try (Transaction transaction = storage.begin()) {
      put(transaction, superuser(verifier));
      put(transaction, new CatalogObject.Database(DATABASE_OID, "postgres", SUPERUSER_OID));
      put(transaction, publicSchema(PUBLIC_SCHEMA_OID, DATABASE_OID));
      put(transaction, databaseOwner());
      put(
          transaction,
          new CatalogObject.Extension(
              VECTOR_EXTENSION_OID, DATABASE_OID, "vector", PUBLIC_SCHEMA_OID, VECTOR_VERSION));
      put(transaction, publicComment(FIRST_COMMENT_OID, PUBLIC_SCHEMA_OID));
      put(
          transaction,
          new CatalogObject.Comment(
              FIRST_COMMENT_OID + 1, PG_DATABASE, DATABASE_OID, 0,
              "default administrative connection database"));
      transaction.commit();
    }
  }

  /// The schema that every database starts with.
  public static CatalogObject.Schema publicSchema(long oid, long databaseOid) {
    return new CatalogObject.Schema(oid, databaseOid, "public", DATABASE_OWNER_OID);
  }

  public static CatalogObject.Comment publicComment(long oid, long schemaOid) {
    return new CatalogObject.Comment(oid, PG_NAMESPACE, schemaOid, 0, "standard public schema");
  }

  /// The superuser with a password, or without.
  public static CatalogObject.Role superuser(@Nullable String verifier) {
    return new CatalogObject.Role(SUPERUSER_OID, SUPERUSER, true, true, true, true, verifier);
  }

  private static CatalogObject.Role databaseOwner() {
    return new CatalogObject.Role(
        DATABASE_OWNER_OID, "pg_database_owner", false, false, false, false, null);
  }

  private static void put(Transaction transaction, CatalogObject object) {
    transaction.change(new CatalogChange.Put(object));
  }
}
