package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.parse.statement.CreateTable.OnCommit;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SessionServices;
import java.util.LinkedHashMap;
import java.util.Map;

/// A session's temporary tables: what happens to them at the ends of transactions and of the
/// session. Confined to its session.
final class TemporaryTables implements SessionServices.TransactionListener {
  private final Map<Long, OnCommit> rules = new LinkedHashMap<>();
  private boolean any;

  static void remember(Ddl ddl, long tableOid, OnCommit onCommit) {
    TemporaryTables tables =
        ddl.session().services().get(TemporaryTables.class, TemporaryTables::new);
    if (onCommit != OnCommit.PRESERVE_ROWS) {
      tables.rules.put(tableOid, onCommit);
    }
  }

  /// Must be called for the first temporary schema, so that the session's end removes it.
  static void watch(Ddl ddl) {
    ddl.session().services().get(TemporaryTables.class, TemporaryTables::new).any = true;
  }

  @Override
  public boolean worksAtCommit() {
    return !rules.isEmpty();
  }

  @Override
  public void beforeCommit(Session session) {
    Transaction transaction = session.transaction().current();
    for (Map.Entry<Long, OnCommit> rule : Map.copyOf(rules).entrySet()) {
      if (transaction.catalog().find(Table.class, rule.getKey()).isEmpty()) {
        rules.remove(rule.getKey());
      } else if (rule.getValue() == OnCommit.DROP) {
        new DropCascade(new Ddl(session)).dropTable(rule.getKey());
        rules.remove(rule.getKey());
      } else {
        transaction.truncate(rule.getKey());
      }
    }
  }

  @Override
  public void discardTemporary(Session session) {
    rules.clear();
    Transaction transaction = session.transaction().current();
    transaction
        .catalog()
        .schema(session.identity().databaseOid(), TemporarySchema.nameFor(session))
        .ifPresent(schema -> dropAll(transaction, schema));
  }

  @Override
  public void transactionEnded(Session session, boolean committed) {}

  @Override
  public void sessionClosed(Session session) {
    if (any) {
      try (Transaction transaction = session.database().storage().begin()) {
        String name = TemporarySchema.nameFor(session);
        transaction
            .catalog()
            .schema(session.identity().databaseOid(), name)
            .ifPresent(schema -> dropAll(transaction, schema));
        transaction.commit();
      }
    }
  }

  /// Drops a schema with all that is in it; nothing outside can depend on it.
  static void dropAll(Transaction transaction, Schema schema) {
    Catalog catalog = transaction.catalog();
    catalog.objects().stream()
        .filter(object -> Dependencies.schemaOf(object) == schema.oid())
        .toList()
        .forEach(object -> transaction.change(new CatalogChange.Drop(object.oid())));
    transaction.change(new CatalogChange.Drop(schema.oid()));
  }
}
