package dev.omendb.sql.command.copy;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.modify.RowInserter;
import dev.omendb.sql.execute.modify.TargetTable;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.RowTarget;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.StatementContext;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Collects the rows of a COPY … FROM in batches and inserts them by the rules of INSERT. A format
/// appends one value to each of [#columns] and then calls [#rowDone]. Confined to its session.
///
/// PostgreSQL checks and reports row by row; when a batch fails its rows are tried one at a time,
/// so that the error names the line it would name there.
final class CopyLoader {
  /// Values of one batch may not take more, however few rows it has.
  private static final long MAX_BATCH_BYTES = 16L << 20;

  private static final int CHECK_BYTES_EVERY = 16;

  private final StatementContext context;
  private final TargetTable target;
  private final RowInserter inserter;
  private final List<RowTarget.Default> defaults;
  private final List<RowTarget.Default> markable;
  private final @Nullable Expression where;
  private final List<String> names;
  private final int[] attnums;
  private final PgType[] types;
  private final int[] typmods;
  private final Column[] columns;
  private final Batch batch;
  private final CopyLines lines = new CopyLines();
  private final FormatSettings format;
  private final BitSet rejected = new BitSet();
  private int rows;
  private long loaded;

  /// @param markable defaults of the columns in which a marker may stand for them
  CopyLoader(
      Session session,
      RowTarget rowTarget,
      List<CatalogObject.Column> brought,
      List<RowTarget.Default> markable) {
    this.context = session.context();
    this.target = rowTarget.target();
    this.defaults = rowTarget.defaults();
    this.where = rowTarget.where();
    this.markable = markable;
    this.names = brought.stream().map(CatalogObject.Column::name).toList();
    this.attnums = brought.stream().mapToInt(CatalogObject.Column::attnum).toArray();
    this.types = new PgType[brought.size()];
    this.typmods = new int[brought.size()];
    this.columns = new Column[brought.size()];
    List<Integer> filled = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      CatalogObject.Column column = brought.get(i);
      types[i] = context.type((int) column.typeOid());
      typmods[i] = column.typmod();
      columns[i] = types[i].storage(typmods[i]).newColumn(Column.BATCH_ROWS);
      filled.add(column.attnum());
    }
    defaults.forEach(d -> filled.add(d.attnum()));
    this.batch = new Batch(Arrays.copyOf(columns, filled.size()));
    this.inserter = new RowInserter(target, filled);
    this.format = context.format();
  }

  String tableName() {
    return target.table().name();
  }

  int width() {
    return types.length;
  }

  String name(int column) {
    return names.get(column);
  }

  List<String> names() {
    return names;
  }

  PgType type(int column) {
    return types[column];
  }

  int typmod(int column) {
    return typmods[column];
  }

  /// Where the values of the rows go.
  Column[] columns() {
    return columns;
  }

  FormatSettings format() {
    return format;
  }

  /// Appends the default of a column to it; false when it has none.
  boolean appendDefault(int column) {
    for (RowTarget.Default marked : markable) {
      if (marked.attnum() == attnums[column]) {
        columns[column].appendFrom(marked.value().evaluate(context, noColumns(1)), 0);
        return true;
      }
    }
    return false;
  }

  private static Batch noColumns(int size) {
    Batch none = new Batch();
    none.setSize(size);
    return none;
  }

  void notice(String message) {
    context.notice("NOTICE", "00000", message);
  }

  /// As [#rowDone] for a row that is left out.
  void rowRejected(long lineNumber) {
    rejected.set(rows);
    rowDone(lineNumber, null, 0, 0);
  }

  /// A row is complete; its line (null: none worth showing) is copied as far as errors show it.
  void rowDone(long lineNumber, byte @Nullable [] line, int from, int to) {
    lines.add(rows, lineNumber, line, from, to);
    rows++;
    if (rows == Column.BATCH_ROWS || rows % CHECK_BYTES_EVERY == 0 && isLarge()) {
      flush();
    }
  }

  private boolean isLarge() {
    long bytes = 0;
    for (Column column : columns) {
      bytes += column.retainedBytes();
    }
    return bytes > MAX_BATCH_BYTES;
  }

  /// Before an error in a later row is raised: errors of rows before it come first.
  DatabaseException failing(DatabaseException error) {
    if (rows > 0) {
      Column[] complete = new Column[columns.length];
      for (int i = 0; i < columns.length; i++) {
        complete[i] = columns[i].newEmpty(rows);
        complete[i].appendRange(columns[i], 0, rows);
        batch.setColumn(i, complete[i]);
      }
      try {
        checked();
      } catch (DatabaseException earlier) {
        return earlier;
      }
    }
    return error;
  }

  private void flush() {
    if (rows == 0) {
      return;
    }
    context.checkCancelled();
    Batch full = checked();
    if (full.size() > 0) {
      insert(full);
    }
    loaded += full.size();
    rows = 0;
    for (int i = 0; i < columns.length; i++) {
      columns[i].clear();
      batch.setColumn(i, columns[i]);
    }
    lines.clear();
    rejected.clear();
  }

  /// The batch's rows as full rows that satisfy WHERE and all checks.
  private Batch checked() {
    int count = withoutRejected();
    batch.setSize(count);
    for (int i = 0; i < defaults.size(); i++) {
      batch.setColumn(
          columns.length + i, defaults.get(i).value().evaluate(context, noColumns(count)));
    }
    Batch full = inserter.fullRows(batch);
    if (where != null) {
      full = filtered(full, where);
    }
    try {
      inserter.check(context, full);
    } catch (DatabaseException e) {
      throw blamed(full, e, false);
    }
    return full;
  }

  /// Takes the rows out of the batch that are left out; returns how many remain.
  private int withoutRejected() {
    if (rejected.isEmpty()) {
      return rows;
    }
    int[] kept = IntStream.range(0, rows).filter(row -> !rejected.get(row)).toArray();
    lines.keep(kept, kept.length);
    for (int i = 0; i < columns.length; i++) {
      Column remaining = columns[i].newEmpty(Math.max(1, kept.length));
      remaining.appendRows(batch.column(i), kept, kept.length);
      batch.setColumn(i, remaining);
    }
    return kept.length;
  }

  private Batch filtered(Batch full, Expression condition) {
    LongColumn passed = (LongColumn) condition.evaluate(context, full);
    int[] kept = new int[full.size()];
    int count = 0;
    for (int row = 0; row < full.size(); row++) {
      if (!passed.isNull(row) && passed.get(row) != 0) {
        kept[count++] = row;
      }
    }
    lines.keep(kept, count);
    Batch result = target.layout().newBatch(Math.max(1, count));
    for (int c = 0; c < result.width(); c++) {
      result.column(c).appendRows(full.column(c), kept, count);
    }
    result.setSize(count);
    return result;
  }

  private void insert(Batch full) {
    int mark = context.transaction().savepoint();
    try {
      inserter.insert(context, full);
      context.transaction().release(mark);
    } catch (DatabaseException e) {
      if (e.state() != SqlState.UNIQUE_VIOLATION) {
        throw e;
      }
      context.transaction().rollbackTo(mark);
      throw blamed(full, e, true);
    }
  }

  /// The error of the first row that fails alone, with its line; `error` when none does.
  private DatabaseException blamed(Batch full, DatabaseException error, boolean stored) {
    Batch single = target.layout().newBatch(1);
    for (int row = 0; row < full.size(); row++) {
      single.clear();
      for (int c = 0; c < single.width(); c++) {
        single.column(c).appendFrom(full.column(c), row);
      }
      single.setSize(1);
      try {
        if (stored) {
          inserter.insert(context, single);
        } else {
          inserter.check(context, single);
        }
      } catch (DatabaseException e) {
        return e.where(lines.describe(tableName(), row, !stored));
      }
    }
    return error;
  }

  /// Everything has come. Returns how many rows were stored.
  long finish() {
    flush();
    inserter.end(context);
    return loaded;
  }
}
