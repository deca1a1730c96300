// What Node programs do through node-postgres and pgvector's package. Run as: cases.js URL CASE
const assert = require('assert');
const { Client } = require('pg');
const pgvector = require('pgvector/pg');
const { SparseVector } = require('pgvector');

const cases = {
  async values(client) {
    const sql = 'SELECT $1::int AS i, $2::text AS t, $3::float8 AS f, $4::bool AS b, $5::jsonb AS j, '
      + '$6::int[] AS a, $7::bytea AS y, $8::bigint AS l, $9::timestamptz AS d';
    const date = new Date('2024-02-29T12:34:56.789Z');
    const { rows: [row] } = await client.query(sql,
      [7, 'ü', 1.5, true, { a: [1, null] }, [1, 2], Buffer.from([0, 255]), '9007199254740993', date]);
    assert.deepStrictEqual(row, { i: 7, t: 'ü', f: 1.5, b: true, j: { a: [1, null] }, a: [1, 2],
      y: Buffer.from([0, 255]), l: '9007199254740993', d: date });
  },

  async prepared(client) {
    await client.query('DROP TABLE IF EXISTS node_t');
    await client.query('CREATE TABLE node_t (id int PRIMARY KEY, name text)');
    for (let i = 0; i < 20; i++) {
      await client.query({ name: 'ins', text: 'INSERT INTO node_t VALUES ($1, $2)', values: [i, `n${i}`] });
    }
    const result = await client.query({ name: 'sel', text: 'SELECT name FROM node_t WHERE id = $1', values: [7] });
    assert.strictEqual(result.rows[0].name, 'n7');
    assert.strictEqual(result.rowCount, 1);
    const many = await client.query('SELECT 1 AS a; SELECT 2 AS b');
    assert.deepStrictEqual(many.map((r) => r.rows[0]), [{ a: 1 }, { b: 2 }]);
  },

  async errors(client) {
    await assert.rejects(client.query('SELECT nosuch'), (e) => e.code === '42703' && e.position === '8');
    await assert.rejects(client.query('SELECT 1/$1::int', [0]), (e) => e.code === '22012');
    assert.strictEqual((await client.query('SELECT 1 AS a')).rows[0].a, 1);
  },

  async vectors(client) {
    await client.query('CREATE EXTENSION IF NOT EXISTS vector');
    await pgvector.registerTypes(client);
    await client.query('DROP TABLE IF EXISTS node_items');
    await client.query('CREATE TABLE node_items (id serial PRIMARY KEY, v vector(3), h halfvec(3), b bit(3), s sparsevec(3))');
    for (let i = 0; i < 10; i++) {
      await client.query('INSERT INTO node_items (v, h, b, s) VALUES ($1, $2, $3, $4)',
        [pgvector.toSql([i, i, i]), pgvector.toSql([i, i, i]), '101', new SparseVector([0, i, 0])]);
    }
    const { rows } = await client.query('SELECT * FROM node_items ORDER BY v <-> $1 LIMIT 2', [pgvector.toSql([4, 4, 4])]);
    assert.deepStrictEqual(rows[0].v, [4, 4, 4]);
    assert.deepStrictEqual(rows[0].h, [4, 4, 4]);
    assert.strictEqual(rows[0].b, '101');
    assert.deepStrictEqual(rows[0].s.toArray(), [0, 4, 0]);
    const near = async (order, value) =>
      (await client.query(`SELECT id FROM node_items ORDER BY ${order} LIMIT 1`, [value])).rows[0].id;
    assert.strictEqual(await near('h <+> $1', pgvector.toSql([6, 6, 6])), 7);
    assert.strictEqual(await near('s <-> $1', new SparseVector([0, 8, 0])), 9);
    assert.strictEqual(await near('b <~> $1, id', '100'), 1);
    assert.strictEqual(await near('b <%> $1, id DESC', '101'), 10);
    await client.query('CREATE INDEX ON node_items USING hnsw (v vector_l2_ops)');
    const after = await client.query('SELECT id FROM node_items ORDER BY v <-> $1 LIMIT 5', [pgvector.toSql([4, 4, 4])]);
    assert.strictEqual(after.rows[0].id, 5);
  },
};

(async () => {
  const client = new Client({ connectionString: process.argv[2] });
  await client.connect();
  try {
    await cases[process.argv[3]](client);
  } finally {
    await client.end();
  }
})().catch((e) => { console.error(e); process.exit(1); });
