#!/bin/bash
# Writes the signature lists that the function registry reads (functions.tsv, operators.tsv, casts.tsv,
# opclasses.tsv, …) from a real PostgreSQL 15, the vector-*.tsv ones from a database with pgvector, and the
# hstore-*.tsv ones from a database with hstore.
#   dump-builtins.sh POSTGRES15_URL PGVECTOR_URL HSTORE_URL
set -eu
out=$(cd "$(dirname "$0")/../resources/dev/omendb/sql/function" && pwd)
core=$1 vector=$2 hstore=$3
types="('bool','bytea','char','name','int8','int2','int4','text','oid','json','jsonb','jsonpath','float4','float8',
 'unknown','bpchar','varchar','date','time','timetz','timestamp','timestamptz','interval','numeric','bit','varbit','uuid',
 'regproc','regprocedure','regoper','regoperator','regclass','regtype','regnamespace','regrole','regcollation','regconfig','void',
 'record','any','anyelement','anyarray','anynonarray','anyenum','anycompatible','anycompatiblearray',
 'anycompatiblenonarray','oidvector','int2vector','xid','cid','tid','xid8','pg_lsn','cstring','aclitem','inet','cidr','pg_node_tree',
 'vector','halfvec','sparsevec','hstore')"
schema=@vector
ok="coalesce((select bool_and(case when t.typelem <> 0 and t.typcategory = 'A' and t.typlen = -1 then
      (select e.typname from pg_type e where e.oid = t.typelem) else t.typname end in $types
      or (p.pronargs <= 3 and t.typname = 'internal' and p.proname like '%recv'))
    from unnest(p.proargtypes::oid[] || p.prorettype) a(o) join pg_type t on t.oid = a.o), true)
  and p.proname !~ '^(pg_replication|pg_logical|pg_create_|pg_drop_|binary_upgrade|pg_ls_|brin|gin|gist|spg|pg_import|pg_read|pg_stat_file|hash_array_ext|.*_support$|inet_(gist|spg)|network_|pg_snapshot|int8_avg_|range_|multirange_|has_server|has_foreign|has_tablespace)'"
nm="case when p.prokind = 'a' or p.prolang = 14 then p.proname || '(' || coalesce((select string_agg(t.typname, ',' order by n) from unnest(p.proargtypes) with ordinality a(o, n) join pg_type t on t.oid = a.o), '') || ')' else p.prosrc end"
functions() {
  psql "$1" -XAtF $'\t' -c "select $4, case when n.nspname = 'public' then '$schema' else n.nspname end, $nm, p.proname,
   coalesce((select string_agg(($3)::text, ',' order by a.n) from unnest(p.proargtypes) with ordinality a(o, n) join pg_type t on t.oid = a.o), ''),
   (select $3 from pg_type t where t.oid = p.prorettype),
   p.pronargdefaults, p.provariadic <> 0, p.proisstrict, p.provolatile, p.prokind, p.proretset,
   coalesce((select string_agg(coalesce(p.proargnames[k], ''), ',' order by k) from generate_subscripts(coalesce(p.proargmodes, array_fill('i'::\"char\", array[p.pronargs])), 1) k
      where p.proargnames is not null and (p.proargmodes is null or p.proargmodes[k] in ('i','b','v'))), ''),
   coalesce((select string_agg((select $3 from pg_type t where t.oid = p.proallargtypes[k]) || ' ' || coalesce(p.proargnames[k], ''), ',' order by k) from generate_subscripts(p.proargmodes, 1) k
      where p.proargmodes[k] in ('o','t','b')), '')
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace where $ok and $2 order by p.oid"
}
vectorname="case when t.oid < 16384 then t.oid::text else t.typname end"
ext="p.oid in (select objid from pg_depend where classid = 'pg_proc'::regclass and deptype = 'e' and refobjid = (select oid from pg_extension where extname = 'vector'))"
functions "$core" true t.oid::text p.oid > "$out/functions.tsv"
ok=true functions "$vector" "$ext" "$vectorname" "p.oid::int8 + 1000" > "$out/vector-functions.tsv"
# Names of functions that catalogs refer to and that are not listed above.
psql "$core" -XAtF $'\t' -c "select p.oid, p.proname from pg_proc p where p.oid < 16384 and p.oid in (select oprrest from pg_operator union select oprjoin from pg_operator
   union select amproc from pg_amproc union select amhandler from pg_am
   union select unnest(array[typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze, typsubscript]::oid[]) from pg_type
   union select unnest(array[aggtransfn, aggfinalfn, aggcombinefn]::oid[]) from pg_aggregate) order by 1" |
  awk -F'\t' 'NR == FNR { listed[$1] = 1; next } !($1 in listed)' "$out/functions.tsv" - > "$out/internal-functions.tsv"
operators() {
  psql "$1" -XAtF $'\t' -c "select o.oid $4, case when n.nspname = 'public' then '$schema' else n.nspname end, o.oprname,
   coalesce((select $3 from pg_type t where t.oid = o.oprleft), '0'), (select $3 from pg_type t where t.oid = o.oprright),
   (select $3 from pg_type t where t.oid = o.oprresult), p.oid $4, case when o.oprcom = 0 then 0 else o.oprcom $4 end,
   case when o.oprnegate = 0 then 0 else o.oprnegate $4 end, o.oprcanmerge::int, o.oprcanhash::int, o.oprrest::oid, o.oprjoin::oid
   from pg_operator o join pg_namespace n on n.oid = o.oprnamespace join pg_proc p on p.oid = o.oprcode
   where $ok and $2 order by o.oid"
}
operators "$core" true t.oid::text "" > "$out/operators.tsv"
operators "$vector" "o.oid >= 16384" "$vectorname" "::int8 + 1000" > "$out/vector-operators.tsv"
casts() {
  psql "$1" -XAtF $'\t' -c "select c.oid $4, s.n, d.n, case when c.castfunc < 16384 then c.castfunc else c.castfunc::oid::int8 + 1000 end, c.castcontext, c.castmethod
   from pg_cast c, lateral (select $3 as n from pg_type t where t.oid = c.castsource and t.typname in $types or t.oid = c.castsource and t.typelem <> 0) s,
   lateral (select $3 as n from pg_type t where t.oid = c.casttarget and (t.typname in $types or t.typelem <> 0)) d
   where $2 order by c.oid"
}
casts "$core" true t.oid::text "" > "$out/casts.tsv"
casts "$vector" "c.oid >= 16384" "$vectorname" "::int8 + 1000" > "$out/vector-casts.tsv"
classes() {
  psql "$1" -XAtF $'\t' -c "select 'family', f.oid $4, (select amname from pg_am where oid = f.opfmethod), f.opfname from pg_opfamily f
     where $2 and exists (select from pg_opclass c join pg_type t on t.oid = c.opcintype where c.opcfamily = f.oid and (t.typname in $types or t.typname = 'anyarray')) order by f.oid" \
   -c "select 'class', c.oid $4, (select amname from pg_am where oid = c.opcmethod), c.opcname, case when c.opcfamily < 16384 then c.opcfamily else c.opcfamily::int8 + 1000 end,
      $3, c.opcdefault::int, (select $5 from pg_type t where t.oid = c.opckeytype)
      from pg_opclass c join pg_opfamily f on f.oid = c.opcfamily join pg_type t on t.oid = c.opcintype where ${2//f.oid/c.oid} and (t.typname in $types or t.typname in ('anyarray')) order by c.oid" \
   -c "select 'operator', a.oid $4, case when f.oid < 16384 then f.oid else f.oid::int8 + 1000 end, $3, (select $5 from pg_type t where t.oid = a.amoprighttype), a.amopstrategy, a.amoppurpose,
      case when a.amopopr < 16384 then a.amopopr else a.amopopr::int8 + 1000 end, a.amopsortfamily from pg_amop a join pg_opfamily f on f.oid = a.amopfamily join pg_type t on t.oid = a.amoplefttype
      where ${2//f.oid/a.oid} and (t.typname in $types or t.typname = 'anyarray') order by a.oid" \
   -c "select 'support', a.oid $4, case when f.oid < 16384 then f.oid else f.oid::int8 + 1000 end, $3, (select $5 from pg_type t where t.oid = a.amprocrighttype), a.amprocnum,
      case when a.amproc < 16384 then a.amproc::oid::text else (a.amproc::oid::int8 + 1000)::text end from pg_amproc a join pg_opfamily f on f.oid = a.amprocfamily join pg_type t on t.oid = a.amproclefttype
      where ${2//f.oid/a.oid} and (t.typname in $types or t.typname = 'anyarray') order by a.oid"
}
classes "$core" true t.oid::text "" t.oid::text > "$out/opclasses.tsv"
classes "$vector" "f.oid >= 16384" "$vectorname" "::int8 + 1000" "$vectorname" > "$out/vector-opclasses.tsv"
# hstore's oids start at 19100; its GiST and GIN support, and what needs row types, is left out.
schema=@hstore
first=$(psql "$hstore" -XAtc "select oid from pg_type where typname = 'hstore'")
shift="::int8 - $first + 19100"
ext="${ext/vector/hstore} and p.proname !~ 'ghstore|^gin_|populate_record|subscript_handler|_extended$' and p.prosrc <> 'hstore_from_record'"
functions "$hstore" "$ext" "$vectorname" "p.oid$shift" > "$out/hstore-functions.tsv"
operators "$hstore" "o.oid >= 16384 and o.oprname <> '#='" "$vectorname" "$shift" > "$out/hstore-operators.tsv"
psql "$hstore" -XAtF $'\t' -c "select c.oid$shift, ($vectorname), case when d.oid < 16384 then d.oid::text else d.typname end, c.castfunc::oid$shift, c.castcontext, c.castmethod
  from pg_cast c join pg_type t on t.oid = c.castsource join pg_type d on d.oid = c.casttarget where c.oid >= 16384 order by c.oid" > "$out/hstore-casts.tsv"
psql "$hstore" -XAtF $'\t' -c "select 'family', f.oid$shift, a.amname, f.opfname from pg_opfamily f join pg_am a on a.oid = f.opfmethod where f.oid >= 16384 and a.amname in ('btree', 'hash') order by f.oid" \
  -c "select 'class', c.oid$shift, a.amname, c.opcname, c.opcfamily::oid$shift, 'hstore', c.opcdefault::int, '' from pg_opclass c join pg_am a on a.oid = c.opcmethod where c.oid >= 16384 and a.amname in ('btree', 'hash') order by c.oid" \
  -c "select 'operator', o.oid$shift, o.amopfamily::oid$shift, 'hstore', 'hstore', o.amopstrategy, o.amoppurpose, o.amopopr::oid$shift, o.amopsortfamily from pg_amop o join pg_am a on a.oid = o.amopmethod where o.oid >= 16384 and a.amname in ('btree', 'hash') order by o.oid" \
  -c "select 'support', o.oid$shift, o.amprocfamily::oid$shift, 'hstore', 'hstore', o.amprocnum, o.amproc::oid$shift from pg_amproc o join pg_opfamily f on f.oid = o.amprocfamily join pg_am a on a.oid = f.opfmethod where o.oid >= 16384 and a.amname in ('btree', 'hash') and o.amprocnum = 1 order by o.oid" > "$out/hstore-opclasses.tsv"
wc -l "$out"/*.tsv
