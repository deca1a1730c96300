package dev.omendb.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.parse.node.OutputNames;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.parse.node.SelectItem;
import dev.omendb.sql.parse.statement.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The shape of expressions: precedence, and what special syntax becomes.
class ExpressionTreeTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -- ",
      quoteCharacter = '`',
      value = {
        "1 + 2 * 3 ^ 4 ^ 5 -- (1 + (2 * ((3 ^ 4) ^ 5)))",
        "a or b and not c = d -- (a OR (b AND (NOT (c = d))))",
        "a and b and c -- (a AND b AND c)",
        "a <-> b < c + d -- ((a <-> b) < (c + d))",
        "a || b <-> c -- ((a || b) <-> c)",
        "-a::int ^ 2 -- ((- (a)::pg_catalog.int4) ^ 2)",
        "- 5 -- -5",
        "a = any (b) and c -- ((a = ANY (b)) AND c)",
        "a < b is null -- ((a < b) IS NULL)",
        "a between 1 and 2 and b -- ((a BETWEEN 1 AND 2) AND b)",
        "a not between symmetric 1 + 1 and 2 -- (a NOT BETWEEN SYMMETRIC (1 + 1) AND 2)",
        "a like 'x' || 'y' -- (a ~~ ('x' || 'y'))",
        "a not ilike 'x' escape '!' -- (a !~~* pg_catalog.like_escape('x', '!'))",
        "a similar to 'x' -- (a ~ pg_catalog.similar_to_escape('x'))",
        "a at time zone 'utc' + b -- (pg_catalog.timezone('utc', a) + b)",
        "a collate \"C\" < b -- ((a COLLATE \"C\") < b)",
        "a in (1, 2)::text -- ((a IN (1, 2)))::text",
        "(a, b) in (select 1, 2) -- (ROW(a, b) = ANY (SELECT 1, 2))",
        "a not in (select 1) -- (NOT a = ANY (SELECT 1))",
        "@ -a + b -- (@ ((- a) + b))",
        "a operator(s.+) b * c -- (a OPERATOR(s.+) (b * c))",
        "a::text[][3]::x.y(1, 2) -- ((a)::text[][3])::x.y(1, 2)",
        "a != b -- (a <> b)",
        "a->'b'->>'c' -- ((a -> 'b') ->> 'c')",
        "a[1][2:3].b -- ((a)[1][2:3]).b",
        "(a).b.c[1] -- (((a).b).c)[1]",
        "extract(epoch from a - b) -- pg_catalog.extract('epoch', (a - b))",
        "substring(a from 2 for 3) -- pg_catalog.substring(a, 2, 3)",
        "trim(leading 'x' from a) -- pg_catalog.ltrim(a, 'x')",
        "position('a' in b) -- pg_catalog.position(b, 'a')",
        "float8 (a <=> b) -- float8((a <=> b))",
        "double precision '1' -- ('1')::pg_catalog.float8",
        "timestamp(3) with time zone 'x' -- ('x')::pg_catalog.timestamptz(3)",
        "interval '1' day to second(3) -- ('1')::pg_catalog.interval(7176, 3)",
        "cast(a as national character varying(5)) -- (a)::pg_catalog.varchar(5)",
        "cast(a as char) -- (a)::pg_catalog.bpchar(1)",
        "a::\"char\" -- (a)::\"char\"",
        "((1)) -- 1",
        "((select 1)) + 1 -- ((SELECT 1) + 1)",
        "array[[1], [2]] -- ARRAY[ARRAY[1], ARRAY[2]]",
        "(1, 2) overlaps (3, 4) -- pg_catalog.overlaps(1, 2, 3, 4)",
        "x is not distinct from y + 1 -- (x IS NOT DISTINCT FROM (y + 1))",
        "f(a => 1, variadic b) -- f(a => 1, VARIADIC b)",
      })
  void groupsAsPostgresDoes(String sql, String tree) {
    assertThat(expression(sql)).hasToString(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | ?column?",
        "a.b | b",
        "a + 1 | ?column?",
        "a::int | a",
        "1::int | int4",
        "lower(a) | lower",
        "case when a then 1 else b end | b",
        "case when a then 1 end | case",
        "(case when a then 1 end)::text | text",
        "coalesce(a, b) | coalesce",
        "(x).y | y",
        "a[1] | a",
        "array[1] | array",
        "row(1) | row",
        "exists (select 1) | exists",
        "(select z from t) | z",
        "current_date | current_date",
        "extract(year from a) | extract",
        "true | ?column?",
        "date '2020-01-01' | date",
      })
  void namesColumnsAsPostgresDoes(String sql, String name) {
    assertThat(OutputNames.of(expression(sql).expression)).isEqualTo(name);
  }

  @Test
  void wordsPostgresDoesNotReserveAreNames() {
    String sql =
        "select value, year, key, date, timestamp, name, type, level, position as position from"
            + " user_data year";

    assertThat(SqlParser.parse(sql)).isInstanceOf(Statement.Query.class);
  }

  private static SelectItem expression(String sql) {
    Statement.Query query = (Statement.Query) SqlParser.parse("select " + sql);
    QueryExpression expression = query.query();
    return ((SelectBlock) expression.body).items.getFirst();
  }
}
