package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.engine.index.OrderedIndexReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.modify.OnConflict.Arbiter;
import dev.omendb.sql.expression.EvaluationContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Inserts rows under ON CONFLICT: looks up each row's keys, inserts the rows without a conflict,
/// and updates or leaves out the others. An insert that still hits a duplicate met a row committed
/// meanwhile: with a new snapshot the rows are sorted out again. Owned by one Insert.
final class ConflictResolver {
  /// A row can lose the race against concurrent inserts and deletes this often.
  private static final int MAX_ATTEMPTS = 1000;

  private final TargetTable target;
  private final OnConflict onConflict;
  private final @Nullable ConflictUpdate update;
  private final KeyBuffer key = new KeyBuffer();
  private final long[] found = new long[1];

  /// Keys this statement has inserted or updated, each with its arbiter's number before it.
  private final Set<ByteBuffer> writtenKeys = new HashSet<>();

  private final Batch inserted;
  private final Batch written;
  private final List<Integer> toInsert = new ArrayList<>();
  private final List<Integer> toUpdate = new ArrayList<>();
  private final List<Long> toUpdateIds = new ArrayList<>();
  private int conflictsFound;

  ConflictResolver(TargetTable target, OnConflict onConflict) {
    this.target = target;
    this.onConflict = onConflict;
    OnConflict.Update clause = onConflict.update();
    this.update = clause == null ? null : new ConflictUpdate(target, clause);
    this.inserted = target.layout().newBatch(16);
    Column[] columns = target.layout().newBatch(16).columns();
    Column[] withRowId = Arrays.copyOf(columns, columns.length + 1);
    withRowId[columns.length] = new LongColumn(16);
    this.written = new Batch(withRowId);
  }

  boolean isUpdate() {
    return update != null;
  }

  void start() {
    writtenKeys.clear();
  }

  /// Returns the rows inserted or updated, with their ids; valid until the next call.
  Batch write(EvaluationContext context, Batch rows) {
    written.clear();
    List<Integer> pending = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      pending.add(row);
    }
    for (int attempt = 0; !pending.isEmpty(); attempt++) {
      context.checkCancelled();
      List<Integer> retry = new ArrayList<>();
      Set<ByteBuffer> keysBefore = new HashSet<>(writtenKeys);
      classify(context, rows, pending);
      int conflicts = conflictsFound;
      try {
        insert(context, rows);
      } catch (DatabaseException e) {
        boolean lostRace = e.state() == SqlState.UNIQUE_VIOLATION && attempt < MAX_ATTEMPTS;
        if (!lostRace) {
          throw e;
        }
        writtenKeys.clear();
        writtenKeys.addAll(keysBefore);
        context.transaction().refreshSnapshot();
        classify(context, rows, pending);
        if (conflictsFound == conflicts) {
          throw e;
        }
        writtenKeys.clear();
        writtenKeys.addAll(keysBefore);
        continue;
      }
      if (update != null && !toUpdate.isEmpty()) {
        update.apply(context, rows, toUpdate, toUpdateIds, written, retry);
      }
      pending = retry;
    }
    return written;
  }

  /// Sorts the pending rows into those to insert and those to update.
  private void classify(EvaluationContext context, Batch rows, List<Integer> pending) {
    toInsert.clear();
    toUpdate.clear();
    toUpdateIds.clear();
    conflictsFound = 0;
    try (TableReader reader = context.transaction().read(target.oid())) {
      for (Arbiter arbiter : onConflict.arbiters()) {
        arbiter.keys().bind(rows);
      }
      for (int row : pending) {
        classifyRow(reader, row);
      }
    }
  }

  private void classifyRow(TableReader reader, int row) {
    List<ByteBuffer> keys = new ArrayList<>();
    List<Arbiter> arbiters = onConflict.arbiters();
    for (int i = 0; i < arbiters.size(); i++) {
      Arbiter arbiter = arbiters.get(i);
      if (!arbiter.keys().includes(row) || arbiter.keys().hasNull(row)) {
        continue;
      }
      key.clear();
      arbiter.keys().encode(row, key);
      ByteBuffer known = ByteBuffer.allocate(key.length() + 1);
      known.put((byte) i).put(key.bytes(), 0, key.length()).flip();
      if (writtenKeys.contains(known)) {
        if (update != null) {
          throw secondTime();
        }
        conflictsFound++;
        return;
      }
      OrderedIndexReader index = (OrderedIndexReader) reader.index(arbiter.indexOid());
      if (index.lookup(key.bytes(), key.length(), found) > 0) {
        conflictsFound++;
        if (update != null) {
          toUpdate.add(row);
          toUpdateIds.add(found[0]);
          writtenKeys.add(known);
        }
        return;
      }
      keys.add(known);
    }
    toInsert.add(row);
    writtenKeys.addAll(keys);
  }

  private static DatabaseException secondTime() {
    return new DatabaseException(
            SqlState.CARDINALITY_VIOLATION,
            "ON CONFLICT DO UPDATE command cannot affect row a second time")
        .hint(
            "Ensure that no rows proposed for insertion within the same command have duplicate"
                + " constrained values.");
  }

  private void insert(EvaluationContext context, Batch rows) {
    if (toInsert.isEmpty()) {
      return;
    }
    int[] chosen = toInsert.stream().mapToInt(Integer::intValue).toArray();
    inserted.clear();
    for (int c = 0; c < inserted.width(); c++) {
      inserted.column(c).appendRows(rows.column(c), chosen, chosen.length);
    }
    inserted.setSize(chosen.length);
    long[] rowIds = new long[chosen.length];
    context.transaction().insert(target.oid(), inserted, rowIds);
    for (RowRule rule : target.rules()) {
      rule.inserted(context, inserted);
    }
    for (int c = 0; c < inserted.width(); c++) {
      written.column(c).appendRange(inserted.column(c), 0, chosen.length);
    }
    for (long rowId : rowIds) {
      ((LongColumn) written.column(inserted.width())).append(rowId);
    }
    written.setSize(written.size() + chosen.length);
  }
}
