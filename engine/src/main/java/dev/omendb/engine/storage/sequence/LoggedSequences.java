package dev.omendb.engine.storage.sequence;

import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.Sequences;
import dev.omendb.engine.storage.transaction.Journal;
import dev.omendb.engine.storage.transaction.Journal.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/// Sequences whose values are logged some at a time: a crash skips values and never repeats one.
public final class LoggedSequences implements Sequences {
  private static final int LOGGED_AHEAD = 32;

  /// A busy sequence is logged further ahead each time, up to this: a bulk load must not wait for
  /// the disk every 32 rows.
  private static final int MAX_LOGGED_AHEAD = 256;

  private final LongFunction<Sequence> definitions;
  private final Journal journal;
  private final Map<Long, Counter> counters = new ConcurrentHashMap<>();

  /// Guarded by itself.
  private static final class Counter {
    long last;
    boolean called;

    /// Values that may be handed out before the log must be written again.
    int logged;

    /// How many the next reservation takes.
    int step = LOGGED_AHEAD;

    /// The last of them.
    long loggedLast;
  }

  /// @param definitions by oid, uncommitted ones included
  public LoggedSequences(LongFunction<Sequence> definitions, Journal journal) {
    this.definitions = definitions;
    this.journal = journal;
  }

  @Override
  public long nextValue(long sequenceOid) {
    Sequence definition = definitions.apply(sequenceOid);
    Counter counter = counter(definition);
    synchronized (counter) {
      long next = counter.called ? following(definition, counter.last) : counter.last;
      if (counter.logged == 0) {
        counter.loggedLast = logAhead(definition, next, counter.step);
        counter.logged = counter.step;
        counter.step = Math.min(MAX_LOGGED_AHEAD, 2 * counter.step);
      }
      counter.logged--;
      counter.last = next;
      counter.called = true;
      return next;
    }
  }

  private long logAhead(Sequence definition, long next, int count) {
    long ahead = next;
    for (int i = 1; i < count && hasFollowing(definition, ahead); i++) {
      ahead = following(definition, ahead);
    }
    journal.awaitDurable(journal.append(new Reservation(definition.oid(), ahead, true)));
    return ahead;
  }

  private static boolean hasFollowing(Sequence definition, long value) {
    return definition.cycle() || inRange(definition, value);
  }

  private static boolean inRange(Sequence definition, long value) {
    return definition.increment() > 0
        ? definition.maximum() - definition.increment() >= value
        : definition.minimum() - definition.increment() <= value;
  }

  private static long following(Sequence definition, long value) {
    if (inRange(definition, value)) {
      return value + definition.increment();
    }
    boolean up = definition.increment() > 0;
    if (definition.cycle()) {
      return up ? definition.minimum() : definition.maximum();
    }
    throw new DatabaseException(
        SqlState.SEQUENCE_GENERATOR_LIMIT_EXCEEDED,
        "nextval: reached %s value of sequence \"%s\" (%d)"
            .formatted(
                up ? "maximum" : "minimum",
                definition.name(),
                up ? definition.maximum() : definition.minimum()));
  }

  @Override
  public void setValue(long sequenceOid, long value, boolean isCalled) {
    Sequence definition = definitions.apply(sequenceOid);
    if (value < definition.minimum() || value > definition.maximum()) {
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "setval: value %d is out of bounds for sequence \"%s\" (%d..%d)"
              .formatted(value, definition.name(), definition.minimum(), definition.maximum()));
    }
    Counter counter = counter(definition);
    synchronized (counter) {
      journal.awaitDurable(journal.append(new Reservation(sequenceOid, value, isCalled)));
      counter.last = value;
      counter.called = isCalled;
      counter.logged = 0;
    }
  }

  @Override
  public State state(long sequenceOid) {
    Counter counter = counter(definitions.apply(sequenceOid));
    synchronized (counter) {
      return new State(counter.last, counter.called);
    }
  }

  private Counter counter(Sequence definition) {
    return counters.computeIfAbsent(
        definition.oid(),
        _ -> {
          Counter counter = new Counter();
          counter.last = definition.start();
          return counter;
        });
  }

  /// Takes up a state from a manifest or the log.
  public void restore(Reservation state) {
    Counter counter = new Counter();
    counter.last = state.value();
    counter.called = state.isCalled();
    counters.put(state.sequenceOid(), counter);
  }

  /// Where to go on after a restart.
  ///
  /// @param exact nobody counts any more, so that nothing need be skipped
  public List<Reservation> states(boolean exact) {
    List<Reservation> states = new ArrayList<>();
    counters.forEach(
        (oid, counter) -> {
          synchronized (counter) {
            boolean ahead = counter.logged > 0 && !exact;
            states.add(
                new Reservation(oid, ahead ? counter.loggedLast : counter.last, counter.called));
          }
        });
    return states;
  }
}
