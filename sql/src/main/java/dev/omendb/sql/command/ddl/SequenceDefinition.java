package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.SequenceOptions;
import dev.omendb.sql.type.TypeOids;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The options of a sequence checked and completed (PostgreSQL's init_params).
final class SequenceDefinition {
  static final SequenceOptions NO_OPTIONS =
      new SequenceOptions(
          null, null, null, null, false, null, false, null, null, false, null, null, null);

  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private SequenceDefinition() {}

  /// A new sequence.
  static Sequence create(
      long oid, long schemaOid, String name, long ownerOid, long typeOid, SequenceOptions options) {
    Sequence blank =
        new Sequence(
            oid, schemaOid, name, ownerOid, typeOid, 1, 1, 1, maximum(typeOid), 1, false, 0, 0);
    return change(blank, typeOid, options, true);
  }

  /// The sequence with some options changed; the start of an old one stays.
  static Sequence change(
      Sequence old, long typeOid, SequenceOptions options, boolean isNew) {
    long increment =
        options.increment() == null ? old.increment() : number(options.increment(), "increment");
    if (increment == 0) {
      throw invalid("INCREMENT must not be zero");
    }
    boolean ascending = increment > 0;
    boolean typeChanged = typeOid != old.typeOid();
    long maximum = maximum(old, typeOid, options, ascending, isNew, typeChanged);
    long minimum = minimum(old, typeOid, options, ascending, isNew, typeChanged);
    if (minimum >= maximum) {
      throw invalid("MINVALUE (%d) must be less than MAXVALUE (%d)".formatted(minimum, maximum));
    }
    long start = options.start() != null ? number(options.start(), "start") : old.start();
    if (options.start() == null && isNew) {
      start = ascending ? minimum : maximum;
    }
    if (start < minimum) {
      throw invalid(
          "START value (%d) cannot be less than MINVALUE (%d)".formatted(start, minimum));
    }
    if (start > maximum) {
      throw invalid(
          "START value (%d) cannot be greater than MAXVALUE (%d)".formatted(start, maximum));
    }
    long cache = options.cache() == null ? old.cache() : number(options.cache(), "cache");
    if (cache <= 0) {
      throw invalid("CACHE (" + cache + ") must be greater than zero");
    }
    boolean cycle = options.cycle() == null ? old.cycle() : options.cycle();
    return new Sequence(
        old.oid(), old.schemaOid(), old.name(), old.ownerOid(), typeOid, start, increment,
        minimum, maximum, cache, cycle, old.ownedByTableOid(), old.ownedByAttnum());
  }

  private static long maximum(
      Sequence old,
      long typeOid,
      SequenceOptions options,
      boolean ascending,
      boolean isNew,
      boolean typeChanged) {
    if (options.maximum() != null) {
      BigInteger value = options.maximum();
      requireRange(value, typeOid, "MAXVALUE");
      return value.longValueExact();
    }
    boolean reset =
        isNew || options.noMaximum() || typeChanged && old.maximum() == maximum(old.typeOid());
    if (!reset) {
      requireRange(BigInteger.valueOf(old.maximum()), typeOid, "MAXVALUE");
      return old.maximum();
    }
    return ascending ? maximum(typeOid) : -1;
  }

  private static long minimum(
      Sequence old,
      long typeOid,
      SequenceOptions options,
      boolean ascending,
      boolean isNew,
      boolean typeChanged) {
    if (options.minimum() != null) {
      BigInteger value = options.minimum();
      requireRange(value, typeOid, "MINVALUE");
      return value.longValueExact();
    }
    boolean reset =
        isNew || options.noMinimum() || typeChanged && old.minimum() == minimum(old.typeOid());
    if (!reset) {
      requireRange(BigInteger.valueOf(old.minimum()), typeOid, "MINVALUE");
      return old.minimum();
    }
    return ascending ? 1 : minimum(typeOid);
  }

  private static void requireRange(BigInteger value, long typeOid, String what) {
    boolean fits =
        value.compareTo(BigInteger.valueOf(minimum(typeOid))) >= 0
            && value.compareTo(BigInteger.valueOf(maximum(typeOid))) <= 0;
    if (!fits) {
      throw invalid(
          "%s (%s) is out of range for sequence data type %s"
              .formatted(what, value, typeName(typeOid)));
    }
  }

  private static long number(BigInteger value, String what) {
    if (value.compareTo(LONG_MIN) < 0 || value.compareTo(LONG_MAX) > 0) {
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "value \"" + value + "\" is out of range for type bigint");
    }
    return value.longValueExact();
  }

  /// The value RESTART sets. Errors: 22023 outside the bounds.
  static long restart(Sequence sequence, @Nullable BigInteger with) {
    long value = with == null ? sequence.start() : number(with, "restart");
    if (value < sequence.minimum()) {
      throw invalid(
          "RESTART value (%d) cannot be less than MINVALUE (%d)"
              .formatted(value, sequence.minimum()));
    }
    if (value > sequence.maximum()) {
      throw invalid(
          "RESTART value (%d) cannot be greater than MAXVALUE (%d)"
              .formatted(value, sequence.maximum()));
    }
    return value;
  }

  static long maximum(long typeOid) {
    return switch ((int) typeOid) {
      case TypeOids.INT2 -> Short.MAX_VALUE;
      case TypeOids.INT4 -> Integer.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  private static long minimum(long typeOid) {
    return switch ((int) typeOid) {
      case TypeOids.INT2 -> Short.MIN_VALUE;
      case TypeOids.INT4 -> Integer.MIN_VALUE;
      default -> Long.MIN_VALUE;
    };
  }

  private static String typeName(long typeOid) {
    return switch ((int) typeOid) {
      case TypeOids.INT2 -> "smallint";
      case TypeOids.INT4 -> "integer";
      default -> "bigint";
    };
  }

  static boolean isInteger(long typeOid) {
    return typeOid == TypeOids.INT2 || typeOid == TypeOids.INT4 || typeOid == TypeOids.INT8;
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
