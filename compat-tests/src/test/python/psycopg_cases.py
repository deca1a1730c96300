"""What Python programs do through psycopg 3. Run as: psycopg_cases.py URL CASE"""

import datetime
import decimal
import sys
import uuid

import psycopg
from psycopg import errors
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

VALUES = [
    1, -1, 2**31, 2**62, 1.5, float("inf"), "text", "", "ünïcödé", True, False,
    decimal.Decimal("123.450"), datetime.date(2024, 2, 29), datetime.time(1, 2, 3, 4),
    datetime.datetime(2024, 2, 29, 1, 2, 3, 4),
    datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=datetime.timezone.utc),
    datetime.timedelta(days=1, seconds=2), uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    b"\x00\xff", [1, 2, 3], [[1, 2], [3, 4]],
]


def table(conn, name, columns):
    conn.execute(f"DROP TABLE IF EXISTS {name}")
    conn.execute(f"CREATE TABLE {name} ({columns})")


def values_in_text(conn):
    for value in VALUES:
        got = conn.execute("SELECT %s", [value]).fetchone()[0]
        assert got == value and type(got) is type(value), (value, got)
    assert conn.execute("SELECT %s::int", [None]).fetchone()[0] is None


def values_in_binary(conn):
    cursor = conn.cursor(binary=True)
    for value in VALUES:
        got = cursor.execute("SELECT %b" if not isinstance(value, str) else "SELECT %s", [value])
        got = got.fetchone()[0]
        assert got == value, (value, got)


def prepared_after_five_runs(conn):
    table(conn, "py_prepared", "id bigint primary key, n numeric, t text")
    for i in range(12):
        conn.execute("INSERT INTO py_prepared VALUES (%s, %s, %s)", [i, i, str(i)])
    for i in range(12):
        row = conn.execute("SELECT n, t FROM py_prepared WHERE id = %s", [i]).fetchone()
        assert row == (i, str(i)), row
    # Small ints are declared int2, whatever the column's type.
    assert conn.execute("SELECT count(*) FROM py_prepared WHERE n > %s", [5]).fetchone() == (6,)
    assert conn.execute("SELECT count(*) FROM py_prepared WHERE id = ANY(%s)", [[1, 2]]).fetchone() == (2,)


def transactions(conn):
    table(conn, "py_tx", "a int")
    conn.commit()
    try:
        with conn.transaction():
            conn.execute("INSERT INTO py_tx VALUES (1)")
            raise ValueError
    except ValueError:
        pass
    assert conn.execute("SELECT count(*) FROM py_tx").fetchone() == (0,)
    with conn.transaction():
        conn.execute("INSERT INTO py_tx VALUES (2)")
    conn.rollback()
    conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    assert conn.execute("SHOW transaction_isolation").fetchone() == ("repeatable read",)
    conn.rollback()
    conn.read_only = True
    try:
        conn.execute("INSERT INTO py_tx VALUES (3)")
        raise AssertionError("a read-only transaction wrote")
    except errors.ReadOnlySqlTransaction:
        conn.rollback()


def nested_transactions(conn):
    table(conn, "py_nested", "a int")
    with conn.transaction():
        conn.execute("INSERT INTO py_nested VALUES (1)")
        try:
            with conn.transaction():
                conn.execute("INSERT INTO py_nested VALUES (2)")
                conn.execute("SELECT 1/0")
        except errors.DivisionByZero:
            pass
        conn.execute("INSERT INTO py_nested VALUES (3)")
    assert conn.execute("SELECT a FROM py_nested ORDER BY a").fetchall() == [(1,), (3,)]


def copy_in_and_out(conn):
    table(conn, "py_copy", "a int, b text")
    with conn.cursor().copy("COPY py_copy FROM STDIN") as copy:
        for i in range(5000):
            copy.write_row((i, None if i % 3 == 0 else f"row\t{i}"))
    assert conn.execute("SELECT count(*), count(b) FROM py_copy").fetchone() == (5000, 3333)
    rows = []
    with conn.cursor().copy("COPY (SELECT * FROM py_copy WHERE a < 3 ORDER BY a) TO STDOUT") as copy:
        copy.set_types(["int4", "text"])
        rows.extend(copy.rows())
    assert rows == [(0, None), (1, "row\t1"), (2, "row\t2")], rows


def copy_binary(conn):
    table(conn, "py_copyb", "a int, b float8, c text")
    with conn.cursor().copy("COPY py_copyb FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "float8", "text"])
        for i in range(1000):
            copy.write_row((i, i / 4, "x" * (i % 7)))
    assert conn.execute("SELECT count(*), sum(b) FROM py_copyb").fetchone() == (1000, 124875.0)
    with conn.cursor().copy("COPY py_copyb TO STDOUT (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "float8", "text"])
        assert sum(1 for _ in copy.rows()) == 1000


def server_cursor(conn):
    with conn.cursor("py_cursor") as cursor:
        cursor.itersize = 10
        cursor.execute("SELECT generate_series(1, %s)", [95])
        assert [r[0] for r in cursor] == list(range(1, 96))
    with conn.cursor("py_scroll", scrollable=True) as cursor:
        cursor.execute("SELECT generate_series(1, 10)")
        cursor.scroll(5)
        assert cursor.fetchone() == (6,)


def errors_(conn):
    table(conn, "py_err", "id int primary key, a int not null check (a > 0)")
    conn.commit()
    for sql, kind in [
        ("SELEC 1", errors.SyntaxError), ("SELECT * FROM nosuch", errors.UndefinedTable),
        ("SELECT nosuch", errors.UndefinedColumn), ("SELECT 1/0", errors.DivisionByZero),
        ("SELECT 'x'::int", errors.InvalidTextRepresentation),
        ("INSERT INTO py_err VALUES (1, 1), (1, 1)", errors.UniqueViolation),
        ("INSERT INTO py_err VALUES (1, NULL)", errors.NotNullViolation),
        ("INSERT INTO py_err VALUES (1, 0)", errors.CheckViolation),
    ]:
        try:
            conn.execute(sql)
            raise AssertionError(f"{sql} succeeded")
        except kind as error:
            assert error.diag.sqlstate, sql
        conn.rollback()
    try:
        conn.execute("INSERT INTO py_err VALUES (1, 1), (1, 1)")
    except errors.UniqueViolation as error:
        assert error.diag.constraint_name == "py_err_pkey"
        assert error.diag.message_detail == "Key (id)=(1) already exists."
        assert error.diag.table_name == "py_err"


def pipeline(conn):
    table(conn, "py_pipe", "a int")
    conn.commit()
    with conn.pipeline():
        for i in range(50):
            conn.execute("INSERT INTO py_pipe VALUES (%s)", [i])
        cursor = conn.execute("SELECT count(*) FROM py_pipe")
    assert cursor.fetchone() == (50,)
    conn.commit()
    try:
        with conn.pipeline():
            conn.execute("INSERT INTO py_pipe VALUES (1000)")
            conn.execute("SELECT 1/0")
            conn.execute("INSERT INTO py_pipe VALUES (1001)")
    except errors.DivisionByZero:
        conn.rollback()
    assert conn.execute("SELECT count(*) FROM py_pipe").fetchone() == (50,)


def executemany(conn):
    table(conn, "py_many", "id serial, a int, b text")
    cursor = conn.cursor()
    cursor.executemany("INSERT INTO py_many (a, b) VALUES (%s, %s)", [(i, str(i)) for i in range(300)])
    assert cursor.rowcount == 300
    cursor.executemany(
        "INSERT INTO py_many (a) VALUES (%s) RETURNING id", [(1,), (2,)], returning=True)
    assert cursor.fetchone() == (301,)
    assert cursor.nextset() and cursor.fetchone() == (302,)


def arrays_and_json(conn):
    table(conn, "py_json", "j jsonb, k json, a int[], t text[], n numeric[]")
    conn.execute(
        "INSERT INTO py_json VALUES (%s, %s, %s, %s, %s)",
        [Jsonb({"a": [1, None]}), Jsonb([1]), [1, None], ["x", "y z"], [decimal.Decimal("1.50")]])
    row = conn.execute("SELECT * FROM py_json").fetchone()
    assert row == ({"a": [1, None]}, [1], [1, None], ["x", "y z"], [decimal.Decimal("1.50")]), row
    assert conn.execute("SELECT j FROM py_json WHERE j @> %s", [Jsonb({"a": [1]})]).fetchone()


def vectors(conn):
    conn.execute("CREATE EXTENSION IF NOT EXISTS vector")
    table(conn, "py_items", "id serial, v vector(3)")
    cursor = conn.cursor()
    cursor.executemany("INSERT INTO py_items (v) VALUES (%s)", [(f"[{i},{i},{i}]",) for i in range(20)])
    for i in range(10):
        row = conn.execute(
            "SELECT id, v FROM py_items ORDER BY v <-> %s LIMIT 1", [f"[{i},{i},{i}]"]).fetchone()
        assert row == (i + 1, f"[{i},{i},{i}]"), row
    row = conn.execute("SELECT id FROM py_items ORDER BY v <-> %s::real[]::vector LIMIT 1", [[3, 3, 3]])
    assert row.fetchone() == (4,)
    info = psycopg.types.TypeInfo.fetch(conn, "vector")
    assert info is not None and info.name == "vector" and info.array_oid


def notices(conn):
    seen = []
    conn.add_notice_handler(lambda diag: seen.append(diag.message_primary))
    conn.execute("DROP TABLE IF EXISTS py_nosuch")
    assert seen == ['table "py_nosuch" does not exist, skipping'], seen


def row_factories(conn):
    cursor = conn.cursor(row_factory=dict_row)
    assert cursor.execute("SELECT 1 AS a, 'x' AS b").fetchone() == {"a": 1, "b": "x"}
    described = cursor.execute("SELECT 1.5::numeric(5,2) AS n, 'x'::varchar(7) AS v").description
    assert [(d.name, d.type_code) for d in described] == [("n", 1700), ("v", 1043)]
    assert (described[0].precision, described[0].scale) == (5, 2)


if __name__ == "__main__":
    case = sys.argv[2]
    with psycopg.connect(sys.argv[1]) as connection:
        globals()[case if case != "errors" else "errors_"](connection)
