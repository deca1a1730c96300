package dev.omendb.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.parse.LiteralLifter.Kind;
import dev.omendb.sql.parse.LiteralLifter.Lifted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralLifterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "select * from t where a = 5 limit 10 | select * from t where a = $1 limit 10",
        "select * from t order by v <-> '[1,2]' limit 5; | select * from t order by v <-> $1 limit"
            + " 5",
        "insert into t values (1, 'a'), (2, 'b') | insert into t values ($1, $2), ($3, $4)",
        "update t set n = n + 1, b = 'x' where id = 7 | update t set n = n + 1, b = $1 where id ="
            + " $2",
        "select 1 from t where a in (1, 2) and b between 3 and 4 | select 1 from t where a in ($1,"
            + " $2) and b between $3 and $4",
        "select 1 from t where j->>'k' = 'v' | select 1 from t where j->>'k' = $1",
        "select 1 from t where d > date '2020-01-01' and e = '2020-01-01'::date | select 1 from t"
            + " where d > date '2020-01-01' and e = $1::date",
        "select 1 from t where z::numeric(10,2) = 1.5 and f(2, 'x') = 3 | select 1 from t where"
            + " z::numeric(10,2) = $1 and f(2, 'x') = $2",
        "select 1 from t where a in (select b from u order by 1, 2) and c = 3 | select 1 from t"
            + " where a in (select b from u order by 1, 2) and c = $1",
        "insert into t values (1) on conflict (a) where b = 2 do nothing | insert into t values"
            + " ($1) on conflict (a) where b = 2 do nothing",
      })
  void liftsConstantsWhoseExchangeIsSafe(String sql, String lifted) {
    Lifted result = LiteralLifter.lift(sql);

    assertThat(result).isNotNull();
    assertThat(result.text()).isEqualTo(lifted);
    assertThat(SqlParser.parse(result.text())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "select a, count(*) from t where b = 1 group by a",
        "select distinct a from t where b = 1",
        "select 1 from t where a = 1 union select 2",
        "select * from t where a = $1 and b = 2",
        "select * from t where a = -5",
        "select * from t where a=-5",
        "select * from t where a = e'x'",
        "select * from t where a = 'x' 'y'",
        "select * from t where a = $$x$$",
        "delete from t where a = 1; select 2",
        "begin",
        "select 'abc",
        "select * from t where a = 1 -- comment",
      })
  void leavesAloneWhatIsNotSafe(String sql) {
    assertThat(LiteralLifter.lift(sql)).isNull();
  }

  @Test
  void givesTheConstantsWithTheirKindAndPlace() {
    Lifted lifted =
        LiteralLifter.lift("select 1 from t where a = 'it''s' and b = 1.50 and c < 3000000000");

    assertThat(lifted.literals())
        .isEqualTo(
            List.of(
                new LiteralLifter.Literal(Kind.STRING, "it's", 27),
                new LiteralLifter.Literal(Kind.NUMERIC, "1.50", 43),
                new LiteralLifter.Literal(Kind.INT8, "3000000000", 56)));
  }
}
