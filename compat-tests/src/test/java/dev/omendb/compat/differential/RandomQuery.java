package dev.omendb.compat.differential;

import dev.omendb.compat.differential.RandomExpression.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random tables, changes and queries. Two servers given the same seed get the same statements.
final class RandomQuery {
  private static final int ROWS = 60;
  private static final List<String> TABLES = List.of("r0", "r1");

  private final Random random;

  RandomQuery(long seed) {
    this.random = new Random(seed);
  }

  List<String> setUp() {
    var statements = new ArrayList<String>();
    for (var table : TABLES) {
      statements.add("DROP TABLE IF EXISTS " + table);
      statements.add(
          ("CREATE TABLE %s (id int PRIMARY KEY, i int, b bigint, n numeric, f float8, t text,"
                  + " z bool, d date)")
              .formatted(table));
      var values = new RandomExpression(random, List.of(table));
      for (var row = 0; row < ROWS; row++) {
        statements.add(
            "INSERT INTO %s VALUES (%d, %s, %s, %s, %s, %s, %s, %s)"
                .formatted(
                    table,
                    row,
                    values.literal(Type.INT),
                    values.literal(Type.INT),
                    values.literal(Type.NUMERIC),
                    values.literal(Type.FLOAT),
                    values.literal(Type.TEXT),
                    values.literal(Type.BOOL),
                    values.literal(Type.DATE)));
      }
      statements.add(
          "CREATE INDEX ON %s (%s)".formatted(table, random.nextBoolean() ? "i" : "t, n"));
    }
    return statements;
  }

  /// Mostly queries, now and then a change.
  String next() {
    return switch (random.nextInt(12)) {
      case 0 -> update();
      case 1 -> delete();
      case 2, 3, 4 -> grouped();
      case 5 -> distinct();
      case 6 -> union();
      case 7 -> subquery();
      default -> plain();
    };
  }

  private String update() {
    var table = TABLES.get(random.nextInt(2));
    var e = new RandomExpression(random, List.of(table));
    // Values stay small, so that later sums do too.
    return "UPDATE %s SET t = left(%s, 5), z = %s, d = %s WHERE %s AND id %% 3 = 0"
        .formatted(table, e.of(Type.TEXT, 1), e.of(Type.BOOL, 1), e.literal(Type.DATE), e.bool(1));
  }

  private String delete() {
    var table = TABLES.get(random.nextInt(2));
    return "DELETE FROM %s WHERE id = %d".formatted(table, random.nextInt(ROWS));
  }

  private String plain() {
    var from = from();
    var e = from.expressions();
    var list = new ArrayList<String>();
    for (var i = 0; i <= random.nextInt(4); i++) {
      list.add(e.of(e.anyType(), 3));
    }
    var where = random.nextInt(4) > 0 ? " WHERE " + e.bool(2) : "";
    return "SELECT " + String.join(", ", list) + from.sql() + where + order(list.size());
  }

  /// Sorted by every column, so that a LIMIT cuts at the same place on both sides.
  private String order(int columns) {
    if (random.nextInt(3) == 0) {
      return "";
    }
    var keys = new ArrayList<String>();
    for (var i = 1; i <= columns; i++) {
      var direction = random.nextInt(3) == 0 ? " DESC" : "";
      keys.add(i + direction + (random.nextInt(4) == 0 ? " NULLS FIRST" : ""));
    }
    var limit = random.nextBoolean() ? " LIMIT " + random.nextInt(20) : "";
    var offset = random.nextInt(4) == 0 ? " OFFSET " + random.nextInt(10) : "";
    return " ORDER BY " + String.join(", ", keys) + limit + offset;
  }

  private String grouped() {
    var from = from();
    var e = from.expressions();
    var key = e.pick(List.of(e.column(Type.TEXT), e.column(Type.BOOL), e.of(Type.INT, 1) + " % 3"));
    var having = random.nextInt(3) == 0 ? " HAVING count(*) > " + random.nextInt(10) : "";
    return "SELECT %s, count(*), sum(%s), avg(%s), min(%s), max(%s), count(DISTINCT %s)"
        .concat("%s%s GROUP BY 1%s ORDER BY 1, 2, 3")
        .formatted(
            key,
            e.column(Type.INT),
            e.column(Type.NUMERIC),
            e.column(e.anyOrdered()),
            e.column(e.anyOrdered()),
            e.column(e.anyType()),
            from.sql(),
            random.nextBoolean() ? " WHERE " + e.bool(1) : "",
            having);
  }

  private String distinct() {
    var from = from();
    var e = from.expressions();
    return "SELECT DISTINCT %s, %s%s ORDER BY 1, 2"
        .formatted(e.of(e.anyType(), 1), e.of(e.anyType(), 1), from.sql());
  }

  private String union() {
    var type = Type.values()[random.nextInt(Type.values().length)];
    var left = new RandomExpression(random, List.of("r0"));
    var right = new RandomExpression(random, List.of("r1"));
    var operator = left.pick(List.of("UNION ALL", "UNION", "INTERSECT", "EXCEPT"));
    return "SELECT %s FROM r0 WHERE %s %s SELECT %s FROM r1 WHERE %s ORDER BY 1"
        .formatted(left.of(type, 1), left.bool(1), operator, right.of(type, 1), right.bool(1));
  }

  private String subquery() {
    var outer = new RandomExpression(random, List.of("r0"));
    var both = new RandomExpression(random, List.of("r0", "r1"));
    var inner = new RandomExpression(random, List.of("r1"));
    var not = random.nextBoolean() ? "NOT " : "";
    var condition =
        switch (random.nextInt(3)) {
          case 0 -> "%sEXISTS (SELECT 1 FROM r1 WHERE %s)".formatted(not, both.bool(1));
          case 1 ->
              "r0.i %sIN (SELECT %s FROM r1 WHERE %s)"
                  .formatted(not, inner.of(Type.INT, 1), inner.bool(1));
          default -> "r0.n > (SELECT max(r1.n) FROM r1 WHERE %s) - 10".formatted(both.bool(1));
        };
    return "SELECT r0.id, %s FROM r0 WHERE %s ORDER BY 1"
        .formatted(outer.of(Type.TEXT, 1), condition);
  }

  private record From(String sql, RandomExpression expressions) {}

  private From from() {
    if (random.nextInt(3) > 0) {
      var table = TABLES.get(random.nextInt(2));
      return new From(" FROM " + table, new RandomExpression(random, List.of(table)));
    }
    var both = new RandomExpression(random, List.of("a", "c"));
    var join = both.pick(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
    var on = both.pick(List.of("a.i = c.i", "a.id = c.b", "a.t = c.t", "a.id = c.id"));
    return new From(" FROM r0 a %s r1 c ON %s".formatted(join, on), both);
  }
}
