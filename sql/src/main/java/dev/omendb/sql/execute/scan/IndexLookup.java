package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.engine.index.OrderedIndexReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanPrinter;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.execute.scan.IndexKeyCodec.Fit;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The row whose unique key equals some values: the point read. Everything it needs is made once
/// and reused.
public final class IndexLookup extends Operator {
  private final ScanTarget target;
  private final long indexOid;
  private final String indexName;
  private final IndexKeyCodec codec;
  private final Expression[] keys;
  private final String conditionText;
  private final @Nullable Expression filter;
  private final ColumnFiller filler;
  private final Batch output;
  private final Selection selection = new Selection();
  private final KeyBuffer key = new KeyBuffer();
  private final long[] rowIds = new long[1];
  private final Batch noInput = OneRow.noColumns();
  private @Nullable EvaluationContext context;
  private @Nullable TableReader table;
  private @Nullable OrderedIndexReader index;
  private boolean done;

  /// @param keys one for each column of the index, of the column's kind; they read parameters and
  ///     outer rows only
  /// @param conditionText as EXPLAIN prints it: `(id = 1)`
  /// @param filter further condition over the output columns, or null
  public IndexLookup(
      ScanTarget target,
      long indexOid,
      String indexName,
      IndexKeyCodec codec,
      List<Expression> keys,
      String conditionText,
      @Nullable Expression filter) {
    super(target.layout());
    if (keys.size() != codec.width()) {
      throw new IllegalArgumentException("a lookup needs the whole key");
    }
    this.target = target;
    this.indexOid = indexOid;
    this.indexName = indexName;
    this.codec = codec;
    this.keys = keys.toArray(new Expression[0]);
    this.conditionText = conditionText;
    this.filter = filter;
    this.filler = new ColumnFiller(target);
    this.output = target.layout().newBatch(1);
  }

  @Override
  public long maxRows() {
    return 1;
  }

  @Override
  protected void start(EvaluationContext newContext) {
    context = newContext;
    done = false;
    if (table == null) {
      TableReader reader = newContext.transaction().read(target.tableOid());
      table = reader;
      index = (OrderedIndexReader) reader.index(indexOid);
    }
  }

  @Override
  protected @Nullable Batch produce() {
    EvaluationContext running = context;
    TableReader reader = table;
    OrderedIndexReader ordered = index;
    if (done || running == null || reader == null || ordered == null) {
      return null;
    }
    done = true;
    if (!encodeKey(running)) {
      return null;
    }
    int count = ordered.lookup(key.bytes(), key.length(), rowIds);
    if (count == 0) {
      return null;
    }
    filler.fetch(reader, rowIds, count, output);
    if (filter != null && selection.choose(filter.evaluate(running, output), count) == 0) {
      return null;
    }
    return output;
  }

  /// False when no row can have the key: a NULL, or a value out of the column's range.
  private boolean encodeKey(EvaluationContext running) {
    key.clear();
    for (int i = 0; i < keys.length; i++) {
      Column value = keys[i].evaluate(running, noInput);
      if (value.isNull(0) || codec.fit(i, value, 0) != Fit.WITHIN) {
        return false;
      }
      codec.encode(i, value, 0, key);
    }
    return true;
  }

  @Override
  protected void stop() {
    context = null;
    index = null;
    TableReader open = table;
    table = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public List<Operator> children() {
    return List.of();
  }

  @Override
  public List<Subplan> subplans() {
    List<Expression> all = new ArrayList<>(List.of(keys));
    if (filter != null) {
      all.add(filter);
    }
    return Subplans.of(all);
  }

  @Override
  public void explain(PlanPrinter printer) {
    printer.node("Index Scan using " + indexName + " on " + target.name());
    printer.property("Index Cond", conditionText);
    if (filter != null) {
      printer.property("Filter", filter.toString());
    }
  }
}
