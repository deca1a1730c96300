package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.bind.BindContext;
import dev.omendb.sql.bind.StatementBinder;
import dev.omendb.sql.session.Notice;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import org.jspecify.annotations.Nullable;

/// What every DDL statement works with: the session, its transaction and the catalog as the
/// statement has changed it so far. One for each run of a statement.
final class Ddl {
  /// Oids below belong to PostgreSQL's and extension vector's own objects.
  private static final long FIRST_FREE_OID = 20_000;

  private final Session session;
  private final Relations relations;

  Ddl(Session session) {
    this.session = session;
    this.relations = new Relations(this);
  }

  Session session() {
    return session;
  }

  Transaction transaction() {
    return session.transaction().current();
  }

  /// With this statement's changes.
  Catalog catalog() {
    return transaction().catalog();
  }

  long databaseOid() {
    return session.identity().databaseOid();
  }

  /// The role that owns what is created.
  long ownerOid() {
    return catalog().role(session.context().userName()).map(Role::oid).orElse(10L);
  }

  long newOid() {
    long oid = session.database().storage().nextOid();
    while (oid < FIRST_FREE_OID) {
      oid = session.database().storage().nextOid();
    }
    return oid;
  }

  void put(CatalogObject object) {
    transaction().change(new CatalogChange.Put(object));
  }

  void drop(long oid) {
    transaction().change(new CatalogChange.Drop(oid));
  }

  Types types() {
    return session.context().types();
  }

  PgType type(long oid) {
    return types().byOid((int) oid);
  }

  Relations relations() {
    return relations;
  }

  BindContext bindContext() {
    return Binding.of(session);
  }

  /// A binder for the catalog as it is now.
  StatementBinder binder() {
    return new StatementBinder(bindContext());
  }

  /// Locks out everyone else and returns the table as it then is.
  Table lockExclusive(Table table) {
    transaction().lockTable(table.oid(), TableLock.ACCESS_EXCLUSIVE, LockWait.WAIT);
    return catalog().find(Table.class, table.oid()).orElseThrow(() -> gone(table));
  }

  private static RuntimeException gone(Table table) {
    return Relations.undefined("relation", table.name());
  }

  void notice(SqlState state, String message) {
    notice("NOTICE", state, message, null, null);
  }

  void notice(
      String severity,
      SqlState state,
      String message,
      @Nullable String detail,
      @Nullable String hint) {
    session.client().notice(new Notice(severity, state.code(), message, detail, hint));
  }
}
