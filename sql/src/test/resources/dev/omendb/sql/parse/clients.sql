SELECT NULL AS TABLE_CAT, n.nspname AS TABLE_SCHEM, ct.relname AS TABLE_NAME, a.attname AS COLUMN_NAME, (information_schema._pg_expandarray(i.indkey)).n AS KEY_SEQ, ci.relname AS PK_NAME, information_schema._pg_expandarray(i.indkey) AS KEYS, a.attnum AS A_ATTNUM, i.indnkeyatts as KEY_COUNT FROM pg_catalog.pg_class ct JOIN pg_catalog.pg_attribute a ON (ct.oid = a.attrelid) JOIN pg_catalog.pg_namespace n ON (ct.relnamespace = n.oid) JOIN pg_catalog.pg_index i ON ( a.attrelid = i.indrelid) JOIN pg_catalog.pg_class ci ON (ci.oid = i.indexrelid) WHERE true AND ct.relname = 'users' AND i.indisprimary
SELECT result.TABLE_CAT, result.KEY_SEQ FROM (SELECT 1 AS A_ATTNUM, 2 AS KEYS) result where result.A_ATTNUM = (result.KEYS).x ORDER BY result.table_name, result.PK_NAME, result.KEY_SEQ
SELECT typinput='pg_catalog.array_in'::regproc as is_array, typtype, typname, pg_type.oid FROM pg_catalog.pg_type LEFT JOIN (select ns.oid as nspoid, ns.nspname, r.r from pg_namespace as ns join ( select s.r, (current_schemas(false))[s.r] as nspname from generate_series(1, array_upper(current_schemas(false), 1)) as s(r) ) as r using ( nspname ) ) as sp ON sp.nspoid = typnamespace WHERE typname = $1 ORDER BY sp.r, pg_type.oid DESC
SELECT CASE nspname ~ '^pg_' OR n.nspname = 'information_schema' WHEN true THEN CASE WHEN n.nspname = 'pg_catalog' THEN CASE c.relkind WHEN 'r' THEN 'SYSTEM TABLE' ELSE NULL END END WHEN false THEN 'x' ELSE NULL END AS TABLE_TYPE, d.description AS REMARKS, '' as TYPE_CAT FROM pg_catalog.pg_namespace n, pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_description d ON (c.oid = d.objoid AND d.objsubid = 0 and d.classoid = 'pg_class'::regclass) WHERE c.relnamespace = n.oid AND (false OR ( c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ) )
select string_agg(word, ',') from pg_catalog.pg_get_keywords() where word <> ALL ('{a,abs,absolute,action,ada}'::text[])
SELECT * FROM (SELECT n.nspname,c.relname,row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS attnum FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON (c.relnamespace = n.oid) JOIN pg_catalog.pg_attribute a ON (a.attrelid=c.oid)) c WHERE attname LIKE E'%' ORDER BY nspname,c.relname,attnum
SELECT "AS" AS "X"FROM t
select current_catalog
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY
SHOW TRANSACTION ISOLATION LEVEL
SELECT nspname AS TABLE_SCHEM, current_database() AS TABLE_CATALOG FROM pg_catalog.pg_namespace WHERE nspname <> 'pg_toast' AND (nspname !~ '^pg_temp_' OR nspname = (pg_catalog.current_schemas(true))[1]) AND (nspname !~ '^pg_toast_temp_' OR nspname = replace((pg_catalog.current_schemas(true))[1], 'pg_temp_', 'pg_toast_temp_')) ORDER BY TABLE_SCHEM
SELECT typname AS name, oid, typarray AS array_oid, oid::regtype::text AS regtype, typdelim AS delimiter FROM pg_type t WHERE t.oid = to_regtype($1) ORDER BY t.oid
SELECT t.typname AS name, t.oid AS oid, array_agg(f.fname) AS field_names FROM pg_type t LEFT JOIN ( SELECT attrelid AS ftype, array_agg(attname ORDER BY attnum) AS fname FROM ( SELECT a.attrelid, a.attname, a.attnum FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped ) x GROUP BY attrelid ) f ON f.ftype = t.typrelid WHERE t.oid = $1::regtype GROUP BY 1, 2
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE
DECLARE "cur" NO SCROLL CURSOR WITH HOLD FOR SELECT "a"."id" FROM "a"
FETCH FORWARD 100 FROM "cur"
SELECT pg_catalog.pg_class.relname FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace WHERE pg_catalog.pg_class.relkind = ANY (ARRAY[$1::VARCHAR, $2::VARCHAR, $3::VARCHAR, $4::VARCHAR, $5::VARCHAR]) AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid) AND pg_catalog.pg_namespace.nspname != $6::VARCHAR
SELECT attr.conrelid, array_agg(CAST(attr.attname AS TEXT) ORDER BY attr.ord) AS cols, attr.conname, min(attr.description) AS description, min(CAST(attr.extra AS INTEGER)) FROM (SELECT con.conrelid AS conrelid, unnest(con.conkey) AS attnum, generate_subscripts(con.conkey, $1::INTEGER) AS ord, con.conname FROM pg_catalog.pg_constraint AS con WHERE con.contype = $2::VARCHAR AND con.conrelid IN ($3::OID)) AS attr GROUP BY attr.conrelid, attr.conname ORDER BY attr.conrelid, attr.conname
SELECT pg_catalog.pg_attribute.attname AS name, CASE WHEN (pg_catalog.pg_attribute.attidentity != $1) THEN (SELECT json_build_object($2, pg_catalog.pg_attribute.attidentity = $3, $4, pg_catalog.pg_sequence.seqstart) AS json_build_object_1 FROM pg_catalog.pg_sequence WHERE pg_catalog.pg_sequence.seqrelid = CAST(CAST(pg_catalog.pg_get_serial_sequence(CAST(CAST(pg_catalog.pg_attribute.attrelid AS REGCLASS) AS TEXT), pg_catalog.pg_attribute.attname) AS REGCLASS) AS OID)) END AS identity_options FROM pg_catalog.pg_class
SELECT bool_and(pg_opclass.opcdefault), (i.indoption[0] & 1) FROM pg_index i JOIN pg_opclass ON pg_opclass.oid = ANY(i.indclass) AND NOT pg_opclass.opcdefault GROUP BY i.indexrelid
SELECT indexname, array_agg(attname ORDER BY arridx), indisunique, indisprimary, array_agg(ordering ORDER BY arridx), amname, exprdef, s2.attoptions FROM ( SELECT c2.relname as indexname, idx.*, attr.attname, am.amname, CASE WHEN idx.indexprs IS NOT NULL THEN pg_get_indexdef(idx.indexrelid) END AS exprdef, CASE am.amname WHEN 'btree' THEN CASE (option & 1) WHEN 1 THEN 'DESC' ELSE 'ASC' END END as ordering, c2.reloptions as attoptions FROM ( SELECT * FROM pg_index i, unnest(i.indkey, i.indoption) WITH ORDINALITY koi(key, option, arridx) ) idx LEFT JOIN pg_class c ON idx.indrelid = c.oid LEFT JOIN pg_class c2 ON idx.indexrelid = c2.oid LEFT JOIN pg_am am ON c2.relam = am.oid LEFT JOIN pg_attribute attr ON attr.attrelid = c.oid AND attr.attnum = idx.key WHERE c.relname = 't' AND pg_catalog.pg_table_is_visible(c.oid) ) s2 GROUP BY indexname, indisunique, indisprimary, amname, exprdef, attoptions
SELECT c.conname, array( SELECT attname FROM unnest(c.conkey) WITH ORDINALITY cols(colid, arridx) JOIN pg_attribute AS ca ON cols.colid = ca.attnum WHERE ca.attrelid = c.conrelid ORDER BY cols.arridx ), c.contype, (SELECT fkc.relname || '.' || fka.attname FROM pg_attribute AS fka JOIN pg_class AS fkc ON fka.attrelid = fkc.oid WHERE fka.attrelid = c.confrelid AND fka.attnum = c.confkey[1]), cl.reloptions FROM pg_constraint AS c JOIN pg_class AS cl ON c.conrelid = cl.oid WHERE cl.relname = 'x' AND pg_catalog.pg_table_is_visible(cl.oid)
ALTER TABLE "auth_permission" ADD CONSTRAINT "auth_permission_content_type_id_2f476e4b_fk_django_co" FOREIGN KEY ("content_type_id") REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED
CREATE INDEX "t_name_like" ON "t" ("name" varchar_pattern_ops)
SELECT DATE_TRUNC('day', "a"."created" AT TIME ZONE 'Europe/Berlin') AS "d" FROM "a" WHERE "a"."title"::text LIKE '%x%' AND UPPER("a"."b"::text) ~* 'y'
SELECT setval(pg_get_serial_sequence('"t"','id'), coalesce(max("id"), 1), max("id") IS NOT null) FROM "t"
SELECT t.oid, t.typelem AS elemtype, t.typtype AS kind, (CASE WHEN t.typtype = 'r' THEN range_t.rngsubtype END) AS range_subtype FROM pg_catalog.pg_type AS t LEFT JOIN pg_range AS range_t ON (t.oid = range_t.rngtypid) WHERE t.oid = any($1::oid[])
WITH RECURSIVE typeinfo_tree( oid, ns, name, kind, basetype, depth) AS ( SELECT ti.oid, ti.ns, ti.name, ti.kind, ti.basetype, 0 FROM typeinfo AS ti WHERE ti.oid = any($1::oid[]) UNION ALL SELECT ti.oid, ti.ns, ti.name, ti.kind, ti.basetype, tt.depth + 1 FROM typeinfo ti, typeinfo_tree tt WHERE (tt.basetype IS NOT NULL AND ti.oid = tt.basetype) OR ti.oid = any(tt.attrtypoids) ) SELECT DISTINCT *, basetype::regtype::text AS basetype_name FROM typeinfo_tree ORDER BY depth DESC
UNLISTEN *
CLOSE ALL
RESET ALL
SELECT pg_advisory_unlock_all()
SELECT b.oid, b.typarray FROM pg_catalog.pg_type a LEFT JOIN pg_catalog.pg_type b ON b.oid = a.typelem WHERE a.typcategory = 'A' GROUP BY b.oid, b.typarray ORDER BY b.oid
SELECT * FROM current_schema()
SELECT ('"' || "table_schema" || '"."' || "table_name" || '"')::"regtype"::text AS "r" FROM "information_schema"."tables"
CREATE TABLE "post" ("id" SERIAL NOT NULL, "tags" text array NOT NULL DEFAULT '{}', "uid" uuid NOT NULL DEFAULT uuid_generate_v4(), CONSTRAINT "PK_be5fda3aac270b134ff9c21cdee" PRIMARY KEY ("id"))
DO 'BEGIN CREATE TYPE "public"."enum_x" AS ENUM(''a''); EXCEPTION WHEN duplicate_object THEN null; END'
SET TIME ZONE INTERVAL '+00:00' HOUR TO MINUTE
insert into "t" ("a", "b") values ($1, default), (default, $2) returning *
create sequence author_seq start with 1 increment by 50
create table book (id bigint not null, at timestamp(6) with time zone, tags varchar(255) array, e vector(3), primary key (id))
select b1_0.id from book b1_0 where b1_0.name like $1 escape '' order by cosine_distance(b1_0.e, $2) fetch first $3 rows only
select h1_0.id from h h1_0 where h1_0.id = $1 for no key update of h1_0
update book b1_0 set name = $1 where b1_0.id = $2
alter table if exists book drop constraint if exists fk_author
select cast($1 as vector), cast(b.e as varchar(255)) from book b offset $2 rows fetch first $3 rows only
CREATE EXTENSION IF NOT EXISTS "uuid-ossp"
INSERT INTO public.vector_store (id, content, metadata, embedding) VALUES ($1, $2, $3::jsonb, $4) ON CONFLICT (id) DO UPDATE SET content = $5, metadata = $6::jsonb, embedding = $7
SELECT *, embedding <=> $1 AS distance FROM public.vector_store WHERE embedding <=> $2 < $3 AND metadata::jsonb @@ '$.k == "v" && $.n >= 2'::jsonpath ORDER BY distance LIMIT $4
CREATE INDEX IF NOT EXISTS spring_ai_vector_index ON public.vector_store USING HNSW (embedding vector_cosine_ops)
CREATE TABLE IF NOT EXISTS public.vector_store ( id uuid DEFAULT uuid_generate_v4() PRIMARY KEY, content text, metadata json, embedding vector(1536) )
WITH temp AS (SELECT (2 - (embedding <=> '[1,2,3]')) / 2 AS score, embedding_id, embedding, text, metadata FROM items) SELECT * FROM temp WHERE score >= 0.7 AND (metadata->>'k')::text is not null and (metadata->>'k')::text in ('w') ORDER BY score desc LIMIT 5
select cast(float8 (embedding <=> '[1,2,3]') as numeric), round(cast(1.0 as numeric), 8) from items
INSERT INTO items (embedding_id, embedding, text, metadata) VALUES ($1, $2, $3, $4)ON CONFLICT (embedding_id) DO UPDATE SET embedding = EXCLUDED.embedding,text = EXCLUDED.text
DELETE FROM items WHERE embedding_id = ANY ($1)
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY
SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind'
LOCK TABLE public.t IN ACCESS SHARE MODE
SELECT c.tableoid, c.oid, acldefault(CASE WHEN c.relkind = 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner) AS acldefault, array_remove(array_remove(c.reloptions,'check_option=local'),'check_option=cascaded') AS reloptions, (SELECT at.attname FROM pg_attribute at WHERE at.attnum = c.oid[0]) FROM pg_class c LEFT JOIN pg_depend d ON (c.relkind = 'S' AND d.deptype IN ('a', 'i')) WHERE c.relkind IN ('r', 'S') ORDER BY c.oid
SELECT a.attrelid FROM unnest('{16385,16390}'::pg_catalog.oid[]) AS src(tbloid) JOIN pg_catalog.pg_attribute a ON (src.tbloid = a.attrelid) LEFT JOIN pg_catalog.pg_type t ON (a.atttypid = t.oid) WHERE t.typname[0] = '_' ORDER BY a.attrelid, a.attnum
PREPARE getAttributeStats(pg_catalog.name, pg_catalog.name) AS SELECT s.attname FROM pg_catalog.pg_stats s WHERE s.schemaname = $1 AND s.tablename = $2
EXECUTE getAttributeStats('public', 't')
COPY public.t (id, "b c") TO stdout
drop table if exists pgbench_accounts, pgbench_branches, pgbench_history, pgbench_tellers
create table pgbench_accounts(aid int not null,bid int,abalance int,filler char(84)) with (fillfactor=100)
copy pgbench_accounts from stdin with (freeze on)
truncate table pgbench_accounts, pgbench_branches
vacuum analyze pgbench_accounts
alter table pgbench_accounts add primary key (aid)
select o.n, p.partstrat, pg_catalog.count(i.inhparent) from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on (n.oid = c.relnamespace) cross join lateral (select pg_catalog.array_position(pg_catalog.current_schemas(true), n.nspname)) as o(n) left join pg_catalog.pg_partitioned_table as p on (p.partrelid = c.oid) left join pg_catalog.pg_inherits as i on (c.oid = i.inhparent) where c.relname = $1 and o.n is not null group by 1, 2 order by 1 asc limit 1
SELECT db.oid,db.* FROM pg_catalog.pg_database db WHERE datallowconn AND NOT datistemplate OR db.datname = $1 ORDER BY db.datname
SELECT set_config('bytea_output', 'hex', false) FROM pg_show_all_settings() WHERE name = 'bytea_output'
SELECT rolname, ARRAY(WITH RECURSIVE cte AS ( SELECT pg_roles.oid,pg_roles.rolname FROM pg_roles WHERE pg_roles.oid = roles.oid UNION ALL SELECT m.roleid,pgr.rolname FROM cte cte_1 JOIN pg_auth_members m ON m.member = cte_1.oid JOIN pg_roles pgr ON pgr.oid = m.roleid) SELECT rolname FROM cte) rolname FROM pg_roles roles
SELECT current_setting('server_version_num')::int/100 as version
SELECT CASE WHEN trim(s[i]) = '"$user"' THEN user ELSE trim(s[i]) END FROM generate_series(array_lower(string_to_array(current_setting('search_path'),','),1), array_upper(string_to_array(current_setting('search_path'),','),1)) as i, string_to_array(current_setting('search_path'),',') s
GRANT ALL ON SCHEMA public TO PUBLIC
SELECT a, count(*) FILTER (WHERE b > 0) FROM t GROUP BY GROUPING SETS ((a, b), ROLLUP (a), CUBE (b, c), ()) HAVING grouping(a) = 0
SELECT x OPERATOR(pg_catalog.~) '^(t)$' COLLATE pg_catalog.default FROM t UNION ALL VALUES ('a'), ('b') ORDER BY 1 USING <
SELECT sum(x) OVER w, rank() OVER (w ORDER BY y) FROM t WINDOW w AS (PARTITION BY z ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES)
SELECT DISTINCT ON (a) a, (b).c, (d).*, e[1:2][3], f[:], -1, +2, @ -3, NOT g AND h IS NOT DISTINCT FROM i FROM t TABLE_ALIAS
SELECT INTERVAL '1 day', INTERVAL '1-2' YEAR TO MONTH, INTERVAL(3) '5.1234 s', DATE '2020-01-01', TIMESTAMP WITH TIME ZONE 'now', BIT VARYING(5) '101', B'1', X'F', N'n', U&'d\0061t\+000061', E'a\tb'
WITH d AS (DELETE FROM t WHERE a = 1 RETURNING *), i AS MATERIALIZED (INSERT INTO u SELECT * FROM d RETURNING id) UPDATE v SET (a, b) = (SELECT 1, 2), c = DEFAULT FROM i WHERE v.id = i.id RETURNING v.*
SELECT
SELECT FROM t WHERE EXISTS (SELECT FROM u)
TABLE t
((SELECT 1 LIMIT 1) UNION ALL (SELECT 2 ORDER BY 1)) EXCEPT SELECT 3 INTERSECT SELECT 4 LIMIT ALL OFFSET 1 ROW
