package dev.omendb.compat.differential;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random expressions of a wanted type over the columns of [RandomQuery]'s tables. Nothing here can
/// fail by the order of evaluation: divisors are constants, sums stay small.
final class RandomExpression {
  enum Type {
    INT,
    NUMERIC,
    FLOAT,
    TEXT,
    BOOL,
    DATE
  }

  private final Random random;
  private final List<String> aliases;

  /// @param aliases the tables in scope
  RandomExpression(Random random, List<String> aliases) {
    this.random = random;
    this.aliases = aliases;
  }

  String of(Type type, int depth) {
    return depth == 0 || random.nextInt(4) == 0 ? leaf(type) : composed(type, depth - 1);
  }

  /// A type that min and max know.
  Type anyOrdered() {
    return pick(List.of(Type.INT, Type.NUMERIC, Type.FLOAT, Type.TEXT, Type.DATE));
  }

  Type anyType() {
    return pick(List.of(Type.values()));
  }

  String column(Type type) {
    var name =
        switch (type) {
          case INT -> pick(List.of("i", "b", "id"));
          case NUMERIC -> "n";
          case FLOAT -> "f";
          case TEXT -> "t";
          case BOOL -> "z";
          case DATE -> "d";
        };
    return pick(aliases) + "." + name;
  }

  private String leaf(Type type) {
    return random.nextInt(3) > 0 ? column(type) : literal(type);
  }

  String literal(Type type) {
    if (random.nextInt(12) == 0) {
      return "NULL::"
          + List.of("int", "numeric", "float8", "text", "bool", "date").get(type.ordinal());
    }
    return switch (type) {
      case INT -> "(%d)".formatted(random.nextInt(21) - 10);
      case NUMERIC -> "(%d.%02d)".formatted(random.nextInt(41) - 20, random.nextInt(100));
      case FLOAT -> "(%s)::float8".formatted((random.nextInt(81) - 40) / 4.0);
      case TEXT ->
          pick(List.of("''", "'a'", "'B'", "'abc'", "'x y'", "'%'", "'ab_c'", "'ä'", "'10'"));
      case BOOL -> pick(List.of("true", "false"));
      case DATE ->
          "date '2024-%02d-%02d'".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
    };
  }

  private String composed(Type type, int depth) {
    if (random.nextInt(6) == 0) {
      return general(type, depth);
    }
    return switch (type) {
      case INT -> integer(depth);
      case NUMERIC -> numeric(depth);
      case FLOAT -> floating(depth);
      case TEXT -> text(depth);
      case BOOL -> bool(depth);
      case DATE -> "(%s + %d)".formatted(of(Type.DATE, depth), random.nextInt(60) - 30);
    };
  }

  private String general(Type type, int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> "coalesce(%s, %s)".formatted(of(type, depth), of(type, depth));
      case 1 -> "nullif(%s, %s)".formatted(of(type, depth), of(type, depth));
      case 2 ->
          "CASE WHEN %s THEN %s ELSE %s END"
              .formatted(of(Type.BOOL, depth), of(type, depth), of(type, depth));
      case 3 -> "greatest(%s, %s)".formatted(of(type, depth), of(type, depth));
      default ->
          "CASE %s WHEN %s THEN %s END"
              .formatted(of(Type.INT, depth), literal(Type.INT), of(type, depth));
    };
  }

  private String integer(int depth) {
    return switch (random.nextInt(9)) {
      case 0 -> "(%s + %s)".formatted(of(Type.INT, depth), of(Type.INT, depth));
      case 1 -> "(%s - %s)".formatted(of(Type.INT, depth), of(Type.INT, depth));
      case 2 -> "(%s * %s)".formatted(column(Type.INT), literal(Type.INT));
      case 3 -> "(%s / %d)".formatted(of(Type.INT, depth), 1 + random.nextInt(5));
      case 4 -> "(%s %% %d)".formatted(of(Type.INT, depth), 1 + random.nextInt(5));
      case 5 -> "length(%s)".formatted(of(Type.TEXT, depth));
      case 6 -> "abs(%s)".formatted(of(Type.INT, depth));
      case 7 -> "(%s - %s)".formatted(of(Type.DATE, depth), of(Type.DATE, depth));
      default -> "(%s)::int".formatted(of(Type.NUMERIC, depth));
    };
  }

  private String numeric(int depth) {
    return switch (random.nextInt(7)) {
      case 0 -> "(%s + %s)".formatted(of(Type.NUMERIC, depth), of(Type.NUMERIC, depth));
      case 1 -> "(%s * %s)".formatted(of(Type.NUMERIC, depth), of(Type.NUMERIC, depth));
      case 2 -> "(%s / %d.5)".formatted(of(Type.NUMERIC, depth), 1 + random.nextInt(5));
      case 3 -> "round(%s, %d)".formatted(of(Type.NUMERIC, depth), random.nextInt(4));
      case 4 -> "(%s - %s)".formatted(of(Type.NUMERIC, depth), of(Type.INT, depth));
      case 5 -> "trunc(%s)".formatted(of(Type.NUMERIC, depth));
      default -> "(%s)::numeric".formatted(of(Type.INT, depth));
    };
  }

  private String floating(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> "(%s + %s)".formatted(of(Type.FLOAT, depth), of(Type.FLOAT, depth));
      case 1 -> "(%s * %s)".formatted(of(Type.FLOAT, depth), of(Type.FLOAT, depth));
      case 2 -> "(%s / %d)".formatted(of(Type.FLOAT, depth), 2 << random.nextInt(3));
      case 3 -> "abs(%s)".formatted(of(Type.FLOAT, depth));
      default -> "(%s)::float8".formatted(of(Type.INT, depth));
    };
  }

  private String text(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> "(%s || %s)".formatted(of(Type.TEXT, depth), of(Type.TEXT, depth));
      case 1 -> "upper(%s)".formatted(of(Type.TEXT, depth));
      case 2 ->
          "substr(%s, %d, %d)"
              .formatted(of(Type.TEXT, depth), random.nextInt(4), random.nextInt(4));
      case 3 -> "(%s)::text".formatted(of(Type.INT, depth));
      case 4 -> "(%s)::text".formatted(of(Type.NUMERIC, depth));
      case 5 -> "replace(%s, %s, 'r')".formatted(of(Type.TEXT, depth), literal(Type.TEXT));
      case 6 -> "lpad(%s, %d, 'p')".formatted(of(Type.TEXT, depth), random.nextInt(6));
      default -> "trim(%s)".formatted(of(Type.TEXT, depth));
    };
  }

  String bool(int depth) {
    var type = pick(List.of(Type.INT, Type.INT, Type.NUMERIC, Type.TEXT, Type.DATE, Type.FLOAT));
    return switch (random.nextInt(10)) {
      case 0 -> "(%s AND %s)".formatted(of(Type.BOOL, depth), of(Type.BOOL, depth));
      case 1 -> "(%s OR %s)".formatted(of(Type.BOOL, depth), of(Type.BOOL, depth));
      case 2 -> "(NOT %s)".formatted(of(Type.BOOL, depth));
      case 3 -> "(%s IS %sNULL)".formatted(of(type, depth), random.nextBoolean() ? "NOT " : "");
      case 4 -> "(%s BETWEEN %s AND %s)".formatted(of(type, depth), literal(type), literal(type));
      case 5 ->
          "(%s %sIN (%s))"
              .formatted(of(type, depth), random.nextBoolean() ? "NOT " : "", literals(type));
      case 6 ->
          "(%s LIKE %s)"
              .formatted(
                  of(Type.TEXT, depth), pick(List.of("'a%'", "'%b%'", "'_'", "'%'", "'A_c'")));
      case 7 -> "(%s IS DISTINCT FROM %s)".formatted(of(type, depth), of(type, depth));
      case 8 -> "(%s > %s)".formatted(of(Type.INT, depth), of(Type.NUMERIC, depth));
      default ->
          "(%s %s %s)"
              .formatted(
                  of(type, depth), pick(List.of("=", "<>", "<", "<=", ">", ">=")), of(type, depth));
    };
  }

  private String literals(Type type) {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(i -> literal(type))
        .collect(Collectors.joining(", "));
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
