package dev.omendb.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueryPlannerTest {
  private TestDatabase db;

  @BeforeEach
  void open() {
    db = new TestDatabase();
    db.table("t", "id int4", "name text", "n numeric");
    db.table("v", "id int8", "e vector(3)");
    db.query("insert into t values (1, 'one', 1.5), (2, 'two', 2.5), (3, 'three', null)");
    db.query("insert into v values (1, '[1,0,0]'), (2, '[0,1,0]'), (3, '[0,0,1]')");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void expressions() {
    assertThat(db.query("select 1 + 1, 'a' || 'b', null::int, 2.50 * 2"))
        .containsExactly("2|ab||5.00");
    assertThat(db.query("select case when 1 > 2 then 'x' else 'y' end, coalesce(null, 3)"))
        .containsExactly("y|3");
    assertThat(db.query("select 5 between 1 and 10, 3 in (1, 2, 3), 'abc' like 'a%'"))
        .containsExactly("t|t|t");
  }

  @Test
  void filtersSortsAndLimits() {
    assertThat(db.query("select id, name from t where id > 1 order by id desc limit 1"))
        .containsExactly("3|three");
    assertThat(db.query("select name from t order by n nulls first, id"))
        .first()
        .isEqualTo("three");
    assertThat(db.query("select distinct id % 2 from t order by 1")).containsExactly("0", "1");
  }

  @Test
  void groups() {
    assertThat(
            db.query(
                "select id % 2 as k, count(*), sum(n) from t group by k having count(*) > 0"
                    + " order by k"))
        .containsExactly("0|1|2.5", "1|2|1.5");
    assertThatThrownBy(() -> db.query("select name, count(*) from t"))
        .hasMessage(
            "column \"t.name\" must appear in the GROUP BY clause or be used in an aggregate"
                + " function");
  }

  @Test
  void joinsAndSubqueries() {
    assertThat(db.query("select t.name, v.e from t join v on v.id = t.id where t.id = 2"))
        .containsExactly("two|[0,1,0]");
    assertThat(
            db.query(
                "select a.id, b.id from t a left join t b on b.id = a.id + 1 order by a.id"))
        .containsExactly("1|2", "2|3", "3|");
    assertThat(db.query("select id from t where exists (select 1 from v where v.id = t.id + 1)"))
        .containsExactly("1", "2");
    assertThat(db.query("select (select max(id) from v where v.id < t.id) from t order by id"))
        .containsExactly("", "1", "2");
    assertThat(db.query("with x as (select id * 2 as d from t) select sum(d) from x"))
        .containsExactly("12");
    assertThat(
            db.query(
                "with recursive r(n) as (values (1) union all select n + 1 from r where n < 4)"
                    + " select sum(n) from r"))
        .containsExactly("10");
  }

  @Test
  void rowsInSubqueries() {
    assertThat(
            db.query("select id from t where (id, name) in (select id, name from t where id > 2)"))
        .containsExactly("3");
    assertThat(
            db.query(
                "select id from t where (id, name) not in (select id, name from t where id > 2)"))
        .containsExactly("1", "2");
    assertThat(db.query("select 1 from t where (not (id = 1)) and (id = 1)")).isEmpty();
  }

  @Test
  void reordersInnerJoins() {
    assertThat(
            db.query(
                "select a.id, b.name, c.e from t a, t b, v c"
                    + " where a.id = c.id and b.id = c.id and b.n > 2"))
        .containsExactly("2|two|[0,1,0]");
  }

  @Test
  void vectorSearch() {
    assertThat(db.query("select id from v order by e <-> '[0.9,0.1,0]' limit 2"))
        .containsExactly("1", "2");
    assertThat(
            db.query(
                "select id, e <-> '[1,0,0]' as d from v where id > 1 order by d, id limit 1"))
        .containsExactly("2|1.4142135623730951");
    assertThatThrownBy(() -> db.query("select id from v order by e <-> '[1,2]' limit 1"))
        .hasMessage("different vector dimensions 3 and 2");
  }

  @Test
  void changesRows() {
    assertThat(db.query("update t set name = upper(name) where id = 1 returning id, name"))
        .containsExactly("1|ONE");
    assertThat(db.query("delete from t where id = 2")).containsExactly("DELETE 1");
    assertThat(db.query("select count(*) from t")).containsExactly("2");
    assertThat(db.query("insert into t (id) select id + 10 from t returning id"))
        .containsExactlyInAnyOrder("11", "13");
  }

  @Test
  void windowsAndSets() {
    assertThat(db.query("select id, row_number() over (order by id desc) from t order by id"))
        .containsExactly("1|3", "2|2", "3|1");
    assertThat(db.query("select generate_series(1, 3)")).containsExactly("1", "2", "3");
    assertThat(db.query("select * from generate_series(1, 2) with ordinality as g(a, b)"))
        .containsExactly("1|1", "2|2");
    assertThat(db.query("select unnest(array[3, 4])")).containsExactly("3", "4");
  }
}
