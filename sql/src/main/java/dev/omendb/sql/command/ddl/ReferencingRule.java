package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.engine.index.OrderedIndexReader;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.execute.scan.IndexKeyCodec;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.PgType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The referencing side of a foreign key: each new key must be in the referenced table. Checked
/// when the statement has made all its changes, or at the transaction's end when deferred. Found
/// rows are locked against deletion (PostgreSQL's RI_FKey_check). Owned by one plan.
final class ReferencingRule implements RowRule {
  private final Session session;
  private final ForeignKey key;
  private final KeyRows pending;
  private final IndexKeyCodec codec;

  /// For each column of the referenced index the place of its value in the foreign key.
  private final int[] places;

  private final KeyBuffer buffer = new KeyBuffer();
  private final Set<ByteBuffer> known = new HashSet<>();
  private final long[] found = new long[1];

  ReferencingRule(Session session, ForeignKey key) {
    this.session = session;
    this.key = key;
    EvaluationContext context = session.context();
    this.pending = new KeyRows(context, key.columns());
    Index index =
        context.catalog().find(Index.class, key.constraint().indexOid()).orElseThrow();
    List<IndexKeyCodec.Part> parts = new ArrayList<>();
    this.places = new int[index.keys().size()];
    for (int i = 0; i < places.length; i++) {
      IndexKey part = index.keys().get(i);
      PgType type = context.type((int) part.typeOid());
      parts.add(new IndexKeyCodec.Part(type, part.descending(), part.nullsFirst()));
      places[i] = key.reference().attnums().indexOf(part.attnum());
    }
    this.codec = new IndexKeyCodec(parts);
  }

  @Override
  public void inserted(EvaluationContext context, Batch rows) {
    for (int row = 0; row < rows.size(); row++) {
      add(rows, row);
    }
  }

  @Override
  public void updated(EvaluationContext context, Batch oldRows, Batch newRows) {
    for (int row = 0; row < newRows.size(); row++) {
      if (ForeignKey.differ(context, key.columns(), oldRows, newRows, row)) {
        add(newRows, row);
      }
    }
  }

  @Override
  public void deleted(EvaluationContext context, Batch rows) {}

  private void add(Batch rows, int row) {
    int nulls = 0;
    for (Column column : key.columns()) {
      nulls += rows.column(column.attnum() - 1).isNull(row) ? 1 : 0;
    }
    if (nulls == 0) {
      pending.add(rows, row);
    } else if (key.reference().match() == 'f' && nulls < key.columns().size()) {
      throw key.mixedNulls();
    }
  }

  @Override
  public void statementEnd(EvaluationContext context) {
    if (pending.size() == 0) {
      return;
    }
    try {
      if (DeferredChecks.isDeferred(session, key.constraint())) {
        defer(context);
      } else {
        check(context);
      }
    } finally {
      pending.clear();
      known.clear();
    }
  }

  private void check(EvaluationContext context) {
    context.transaction().refreshSnapshot();
    for (int row = 0; row < pending.size(); row++) {
      if (!isPresent(context, pending.rows(), row)) {
        throw missing(context, pending, row);
      }
    }
  }

  private RuntimeException missing(EvaluationContext context, KeyRows keys, int row) {
    return key.missing(context, asFullRow(keys.rows()), row);
  }

  /// The key columns at their places in a full row; other columns stay empty.
  private Batch asFullRow(Batch values) {
    var columns = new dev.omendb.engine.column.Column[key.referencing().columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = key.referencing().columns().get(i).storage().newColumn(0);
    }
    for (int i = 0; i < key.columns().size(); i++) {
      columns[key.columns().get(i).attnum() - 1] = values.column(i);
    }
    return new Batch(columns);
  }

  /// Finds and locks the referenced row.
  private boolean isPresent(EvaluationContext context, Batch values, int row) {
    buffer.clear();
    for (int i = 0; i < places.length; i++) {
      var column = values.column(places[i]);
      if (codec.fit(i, column, row) != IndexKeyCodec.Fit.WITHIN) {
        return false;
      }
      codec.encode(i, column, row, buffer);
    }
    if (known.contains(ByteBuffer.wrap(buffer.bytes(), 0, buffer.length()))) {
      return true;
    }
    boolean present = lock(context.transaction());
    if (present) {
      known.add(ByteBuffer.wrap(buffer.toByteArray()));
    }
    return present;
  }

  /// A row that changes while it is being locked is looked up again.
  private boolean lock(Transaction transaction) {
    long table = key.referenced().oid();
    while (true) {
      try (TableReader reader = transaction.read(table)) {
        OrderedIndexReader index =
            (OrderedIndexReader) reader.index(key.constraint().indexOid());
        if (index.lookup(buffer.bytes(), buffer.length(), found) == 0) {
          return false;
        }
      }
      if (!transaction.lockRows(table, found, 1, RowLock.KEY_SHARE, LockWait.WAIT)) {
        return true;
      }
      transaction.refreshSnapshot();
    }
  }

  /// The rows may be gone or changed when the transaction ends.
  private void defer(EvaluationContext context) {
    KeyRows keys = new KeyRows(context, key.columns());
    for (int row = 0; row < pending.size(); row++) {
      keys.addFrom(pending, row);
    }
    DeferredChecks.of(session).add(session, key.constraint(), () -> checkLater(keys));
  }

  private void checkLater(KeyRows keys) {
    EvaluationContext context = session.context();
    context.transaction().refreshSnapshot();
    known.clear();
    InternalStatement stillThere = null;
    for (int row = 0; row < keys.size(); row++) {
      if (isPresent(context, keys.rows(), row)) {
        continue;
      }
      if (stillThere == null) {
        stillThere =
            new InternalStatement(
                session,
                "SELECT 1 FROM %s WHERE %s LIMIT 1"
                    .formatted(key.referencingName(), key.matchesReferencing()),
                ForeignKey.types(key.columns()));
      }
      if (stillThere.finds(keys.parameters(row))) {
        throw missing(context, keys, row);
      }
    }
    known.clear();
  }
}
