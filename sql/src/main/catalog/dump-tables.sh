#!/bin/bash
# Writes the shapes of the system tables and views (tables.tsv) from a real PostgreSQL 15: oid, schema,
# name, relkind, and columns as `name type`, with `!` behind those that are NOT NULL. Domains
# are listed as their base types.
#   dump-tables.sh POSTGRES15_URL
set -eu
out=$(cd "$(dirname "$0")/../resources/dev/omendb/sql/catalog" && pwd)
psql "$1" -XAtF $'\t' -c "
  select c.oid, n.nspname, c.relname, c.relkind,
    string_agg(a.attname || ' ' ||
      case when t.typtype = 'd' then t.typbasetype when t.typname = '_pg_statistic' then 2277 else t.oid end ||
      case when a.attnotnull then '!' else '' end, ',' order by a.attnum)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
  where n.nspname in ('pg_catalog', 'information_schema') and c.relkind in ('r', 'v')
  group by 1, 2, 3, 4 order by 1" > "$out/tables.tsv"
wc -l "$out/tables.tsv"
