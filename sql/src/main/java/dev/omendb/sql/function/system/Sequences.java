package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.transaction.TemporaryObjects;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;

/// nextval, currval, setval, lastval.
final class Sequences {
  private Sequences() {}

  static void addTo(Implementations into) {
    into.row("nextval_oid", (c, a, i, r) -> put(r, next(c, number(a[0], i))));
    into.row(
        "currval_oid",
        (c, a, i, r) -> {
          CatalogObject.Sequence sequence = sequence(c, number(a[0], i));
          put(r, memory(c).current(sequence.oid(), sequence.name()));
        });
    into.lastingRow("setval_oid", (c, a, i, r) -> put(r, set(c, a, i, true)));
    into.lastingRow("setval3_oid", (c, a, i, r) -> put(r, set(c, a, i, flag(a[2], i))));
    into.row("lastval", (c, a, i, r) -> put(r, memory(c).latest()));
    into.row(
        "pg_sequence_last_value",
        (c, a, i, r) -> {
          var state = c.storage().sequences().state(sequence(c, number(a[0], i)).oid());
          if (state.isCalled()) {
            put(r, state.lastValue());
          } else {
            r.appendNull();
          }
        });
  }

  private static SessionSequences memory(CallContext context) {
    return context.service(SessionSequences.class);
  }

  private static CatalogObject.Sequence sequence(CallContext context, long oid) {
    CatalogObject object =
        context
            .catalog()
            .find(oid)
            .orElseThrow(() ->
                new DatabaseException(
                    SqlState.UNDEFINED_TABLE, "could not open relation with OID " + oid));
    if (object instanceof CatalogObject.Sequence sequence) {
      return sequence;
    }
    String name =
        switch (object) {
          case CatalogObject.Table table -> table.name();
          case CatalogObject.View view -> view.name();
          case CatalogObject.Index index -> index.name();
          default -> String.valueOf(oid);
        };
    throw new DatabaseException(SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not a sequence");
  }

  /// A temporary sequence may count in a READ ONLY transaction, too.
  private static void requireWritable(
      CallContext context, CatalogObject.Sequence sequence, String function) {
    if (!TemporaryObjects.contain(sequence, context.catalog())) {
      context.requireWritable(function);
    }
  }

  private static long next(CallContext context, long oid) {
    CatalogObject.Sequence sequence = sequence(context, oid);
    requireWritable(context, sequence, "nextval()");
    long value = context.storage().sequences().nextValue(sequence.oid());
    memory(context).remember(sequence.oid(), value);
    return value;
  }

  private static long set(CallContext context, Column[] arguments, int row, boolean called) {
    CatalogObject.Sequence sequence = sequence(context, number(arguments[0], row));
    requireWritable(context, sequence, "setval()");
    long value = number(arguments[1], row);
    if (value < sequence.minimum() || value > sequence.maximum()) {
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "setval: value %d is out of bounds for sequence \"%s\" (%d..%d)"
              .formatted(value, sequence.name(), sequence.minimum(), sequence.maximum()));
    }
    context.storage().sequences().setValue(sequence.oid(), value, called);
    if (called) {
      memory(context).replace(sequence.oid(), value);
    }
    return value;
  }
}
