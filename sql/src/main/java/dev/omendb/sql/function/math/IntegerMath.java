package dev.omendb.sql.function.math;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.LongKernels;

/// smallint, integer and bigint arithmetic: every result is checked (22003), never wrapped.
public final class IntegerMath {
  /// The widths, by their digit in PostgreSQL's symbols.
  private enum Width {
    SMALL("smallint", Short.MIN_VALUE, Short.MAX_VALUE),
    INTEGER("integer", Integer.MIN_VALUE, Integer.MAX_VALUE),
    BIG("bigint", Long.MIN_VALUE, Long.MAX_VALUE);

    private final String type;
    private final long minimum;
    private final long maximum;

    Width(String type, long minimum, long maximum) {
      this.type = type;
      this.minimum = minimum;
      this.maximum = maximum;
    }

    long check(long value) {
      if (value < minimum || value > maximum) {
        throw outOfRange();
      }
      return value;
    }

    DatabaseException outOfRange() {
      return new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }
  }

  private IntegerMath() {}

  public static void addTo(Implementations into) {
    String[] pairs = {"2", "24", "28", "4", "42", "48", "8", "82", "84"};
    for (String pair : pairs) {
      Width width = width(pair);
      into.kernel("int" + pair + "pl", LongKernels.binary((a, b) -> add(width, a, b)));
      into.kernel("int" + pair + "mi", LongKernels.binary((a, b) -> subtract(width, a, b)));
      into.kernel("int" + pair + "mul", LongKernels.binary((a, b) -> multiply(width, a, b)));
      into.kernel("int" + pair + "div", LongKernels.binary((a, b) -> divide(width, a, b)));
    }
    for (String name : new String[] {"2", "4", "8"}) {
      Width width = width(name);
      String type = "int" + name;
      into.kernel(type + "mod", LongKernels.binary(IntegerMath::remainder));
      into.kernel(type + "um", LongKernels.unary(a -> negate(width, a)));
      into.kernel(type + "up", LongKernels.unary(a -> a));
      into.kernel(type + "abs", LongKernels.unary(a -> a < 0 ? negate(width, a) : a));
      into.kernel(type + "and", LongKernels.binary((a, b) -> a & b));
      into.kernel(type + "or", LongKernels.binary((a, b) -> a | b));
      into.kernel(type + "xor", LongKernels.binary((a, b) -> a ^ b));
      into.kernel(type + "not", LongKernels.unary(a -> ~a));
    }
    into.kernel("int2shl", LongKernels.binary((a, b) -> (short) (a << (b & 31))));
    into.kernel("int2shr", LongKernels.binary((a, b) -> (short) (a >> (b & 31))));
    into.kernel("int4shl", LongKernels.binary((a, b) -> (int) a << (int) b));
    into.kernel("int4shr", LongKernels.binary((a, b) -> (int) a >> (int) b));
    into.kernel("int8shl", LongKernels.binary((a, b) -> a << b));
    into.kernel("int8shr", LongKernels.binary((a, b) -> a >> b));
    into.kernel("int4gcd", LongKernels.binary((a, b) -> Width.INTEGER.check(gcd(a, b))));
    into.kernel("int8gcd", LongKernels.binary(IntegerMath::gcd));
    into.kernel("int4lcm", LongKernels.binary((a, b) -> lcm(Width.INTEGER, a, b)));
    into.kernel("int8lcm", LongKernels.binary((a, b) -> lcm(Width.BIG, a, b)));
    into.kernel("int4inc", LongKernels.unary(a -> add(Width.INTEGER, a, 1)));
    into.kernel("int8inc", LongKernels.unary(a -> add(Width.BIG, a, 1)));
    into.kernel("int8dec", LongKernels.unary(a -> subtract(Width.BIG, a, 1)));
    addCasts(into);
  }

  private static void addCasts(Implementations into) {
    for (String symbol : new String[] {"i2toi4", "int28", "int48", "oidtoi8"}) {
      into.kernel(symbol, LongKernels.unary(a -> a));
    }
    into.kernel("i4toi2", LongKernels.unary(Width.SMALL::check));
    into.kernel("int82", LongKernels.unary(Width.SMALL::check));
    into.kernel("int84", LongKernels.unary(Width.INTEGER::check));
    into.kernel("i8tooid", LongKernels.unary(IntegerMath::toOid));
    into.kernel("int4_bool", LongKernels.unary(a -> a == 0 ? 0 : 1));
    into.kernel("bool_int4", LongKernels.unary(a -> a));
  }

  /// The width of a pair's result: the wider one.
  private static Width width(String pair) {
    return pair.contains("8") ? Width.BIG : pair.contains("4") ? Width.INTEGER : Width.SMALL;
  }

  private static long add(Width width, long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw width.outOfRange();
    }
    return width.check(sum);
  }

  private static long subtract(Width width, long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw width.outOfRange();
    }
    return width.check(difference);
  }

  private static long multiply(Width width, long a, long b) {
    long product = a * b;
    long high = Math.multiplyHigh(a, b);
    if (high != product >> 63) {
      throw width.outOfRange();
    }
    return width.check(product);
  }

  private static long divide(Width width, long a, long b) {
    if (b == 0) {
      throw divisionByZero();
    }
    return b == -1 ? negate(width, a) : a / b;
  }

  private static long remainder(long a, long b) {
    if (b == 0) {
      throw divisionByZero();
    }
    return b == -1 ? 0 : a % b;
  }

  private static long negate(Width width, long a) {
    if (a == width.minimum) {
      throw width.outOfRange();
    }
    return -a;
  }

  private static long gcd(long a, long b) {
    while (b != 0) {
      long rest = b == -1 ? 0 : a % b;
      a = b;
      b = rest;
    }
    return a < 0 ? negate(Width.BIG, a) : a;
  }

  private static long lcm(Width width, long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    long product = multiply(width, a / gcd(a, b), b);
    return product < 0 ? negate(width, product) : product;
  }

  private static long toOid(long value) {
    if (value < 0 || value > 0xFFFFFFFFL) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "OID out of range");
    }
    return value;
  }

  static DatabaseException divisionByZero() {
    return new DatabaseException(SqlState.DIVISION_BY_ZERO, "division by zero");
  }
}
