package dev.omendb.sql.type;

import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.SpacedArrayType;
import dev.omendb.sql.type.bit.BitType;
import dev.omendb.sql.type.datetime.DateType;
import dev.omendb.sql.type.datetime.IntervalType;
import dev.omendb.sql.type.datetime.TimeType;
import dev.omendb.sql.type.datetime.TimeTzType;
import dev.omendb.sql.type.datetime.TimestampType;
import dev.omendb.sql.type.hstore.HstoreType;
import dev.omendb.sql.type.json.JsonType;
import dev.omendb.sql.type.json.JsonbType;
import dev.omendb.sql.type.network.InetType;
import dev.omendb.sql.type.network.MacType;
import dev.omendb.sql.type.numeric.BoolType;
import dev.omendb.sql.type.numeric.FloatType;
import dev.omendb.sql.type.numeric.IntegerType;
import dev.omendb.sql.type.numeric.NumericType;
import dev.omendb.sql.type.numeric.OidType;
import dev.omendb.sql.type.system.ListedType;
import dev.omendb.sql.type.system.LsnType;
import dev.omendb.sql.type.system.PseudoType;
import dev.omendb.sql.type.system.RecordType;
import dev.omendb.sql.type.system.RegType;
import dev.omendb.sql.type.system.TidType;
import dev.omendb.sql.type.system.Xid8Type;
import dev.omendb.sql.type.text.BpcharType;
import dev.omendb.sql.type.text.ByteaType;
import dev.omendb.sql.type.text.CharType;
import dev.omendb.sql.type.text.NameType;
import dev.omendb.sql.type.text.TextType;
import dev.omendb.sql.type.text.UuidType;
import dev.omendb.sql.type.text.VarcharType;
import dev.omendb.sql.type.vector.HalfvecType;
import dev.omendb.sql.type.vector.SparsevecType;
import dev.omendb.sql.type.vector.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// The list of built-in types: one line each, with the columns of PostgreSQL 15's pg_type. Array
/// types follow from their elements.
final class BuiltinTypes {
  /// Where extensions are installed unless said otherwise.
  static final String PUBLIC = "public";

  private final List<PgType> types = new ArrayList<>();

  /// @param lookup finds types by oid, later: for types that contain values of any type
  static List<PgType> create(IntFunction<PgType> lookup) {
    BuiltinTypes list = new BuiltinTypes();
    list.addNumbers();
    list.addStrings();
    list.addDateTimes();
    list.addBits();
    list.addNetwork();
    list.addCatalogTypes();
    list.addRecord(lookup);
    Extensions.all().forEach(e -> list.addExtension(e, PUBLIC));
    list.addListed();
    list.addPseudo();
    return list.types;
  }

  /// record and its array alone.
  static List<PgType> records(IntFunction<PgType> lookup) {
    BuiltinTypes list = new BuiltinTypes();
    list.addRecord(lookup);
    return list.types;
  }

  /// An extension's types alone.
  static List<PgType> extension(ExtensionDefinition extension, String schema) {
    BuiltinTypes list = new BuiltinTypes();
    list.addExtension(extension, schema);
    return list.types;
  }

  private void addNumbers() {
    add(16, "bool", 1, 'B', true, 1000, 'c', 'p', BoolType::new);
    add(20, "int8", 8, 'N', false, 1016, 'd', 'p', IntegerType::bigint);
    add(21, "int2", 2, 'N', false, 1005, 's', 'p', IntegerType::smallint);
    add(23, "int4", 4, 'N', false, 1007, 'i', 'p', IntegerType::integer);
    add(26, "oid", 4, 'N', true, 1028, 'i', 'p', OidType::new);
    add(28, "xid", 4, 'U', false, 1011, 'i', 'p', OidType::new);
    add(29, "cid", 4, 'U', false, 1012, 'i', 'p', OidType::new);
    add(700, "float4", 4, 'N', false, 1021, 'i', 'p', FloatType::real);
    add(701, "float8", 8, 'N', true, 1022, 'd', 'p', FloatType::doublePrecision);
    add(1700, "numeric", -1, 'N', false, 1231, 'i', 'm', NumericType::new);
  }

  private void addStrings() {
    add(17, "bytea", -1, 'U', false, 1001, 'i', 'x', ByteaType::new);
    add(18, "char", 1, 'Z', false, 1002, 'c', 'p', CharType::new);
    add(
        new TypeInfo(19, "pg_catalog", "name", 64, 'b', 'S', false, 18, 1003, 'c', 'p', ','),
        NameType::new);
    add(25, "text", -1, 'S', true, 1009, 'i', 'x', TextType::new);
    add(194, "pg_node_tree", -1, 'Z', false, 0, 'i', 'x', TextType::new);
    add(114, "json", -1, 'U', false, 199, 'i', 'x', JsonType::new);
    add(3802, "jsonb", -1, 'U', false, 3807, 'i', 'x', JsonbType::new);
    add(4072, "jsonpath", -1, 'U', false, 4073, 'i', 'x', TextType::new);
    add(
        new TypeInfo(705, "pg_catalog", "unknown", -2, 'p', 'X', false, 0, 0, 'c', 'p', ','),
        TextType::new);
    add(1042, "bpchar", -1, 'S', false, 1014, 'i', 'x', BpcharType::new);
    add(1043, "varchar", -1, 'S', false, 1015, 'i', 'x', VarcharType::new);
    add(1790, "refcursor", -1, 'U', false, 2201, 'i', 'x', TextType::new);
    add(2950, "uuid", 16, 'U', false, 2951, 'c', 'p', UuidType::new);
  }

  private void addDateTimes() {
    add(1082, "date", 4, 'D', false, 1182, 'i', 'p', DateType::new);
    add(1083, "time", 8, 'D', false, 1183, 'd', 'p', TimeType::new);
    add(1114, "timestamp", 8, 'D', false, 1115, 'd', 'p', TimestampType::withoutZone);
    add(1184, "timestamptz", 8, 'D', true, 1185, 'd', 'p', TimestampType::withZone);
    add(1186, "interval", 16, 'T', true, 1187, 'd', 'p', IntervalType::new);
    add(1266, "timetz", 12, 'D', false, 1270, 'd', 'p', TimeTzType::new);
  }

  private void addExtension(ExtensionDefinition extension, String schema) {
    if (extension.equals(Extensions.VECTOR)) {
      addVector(schema, TypeOids.VECTOR, "vector", TypeOids.VECTOR_ARRAY, VectorType::new);
      addVector(schema, TypeOids.HALFVEC, "halfvec", TypeOids.HALFVEC_ARRAY, HalfvecType::new);
      addVector(
          schema, TypeOids.SPARSEVEC, "sparsevec", TypeOids.SPARSEVEC_ARRAY, SparsevecType::new);
    } else if (extension.equals(Extensions.HSTORE)) {
      add(
          new TypeInfo(
              TypeOids.HSTORE, schema, "hstore", -1, 'b', 'U', false, 0, TypeOids.HSTORE_ARRAY,
              'i', 'x', ','),
          HstoreType::new);
    }
  }

  private void addBits() {
    add(1560, "bit", -1, 'V', false, 1561, 'i', 'x', BitType::fixed);
    add(1562, "varbit", -1, 'V', true, 1563, 'i', 'x', BitType::varying);
  }

  private void addNetwork() {
    add(650, "cidr", -1, 'I', false, 651, 'i', 'm', InetType::cidr);
    add(774, "macaddr8", 8, 'U', false, 775, 'i', 'p', MacType::eight);
    add(829, "macaddr", 6, 'U', false, 1040, 'i', 'p', MacType::six);
    add(869, "inet", -1, 'I', true, 1041, 'i', 'm', InetType::inet);
  }

  /// Types that mostly catalog tables have.
  private void addCatalogTypes() {
    add(27, "tid", 6, 'U', false, 1010, 's', 'p', TidType::new);
    add(3220, "pg_lsn", 8, 'U', false, 3221, 'd', 'p', LsnType::new);
    add(5069, "xid8", 8, 'U', false, 271, 'd', 'p', Xid8Type::new);
    add(1033, "aclitem", 12, 'U', false, 1034, 'i', 'p', TextType::new);
    addReg(24, "regproc", 1008, CatalogNames.Kind.PROC);
    addReg(2202, "regprocedure", 2207, CatalogNames.Kind.PROCEDURE);
    addReg(2203, "regoper", 2208, CatalogNames.Kind.OPER);
    addReg(2204, "regoperator", 2209, CatalogNames.Kind.OPERATOR);
    addReg(2205, "regclass", 2210, CatalogNames.Kind.CLASS);
    addReg(2206, "regtype", 2211, CatalogNames.Kind.TYPE);
    addReg(3734, "regconfig", 3735, CatalogNames.Kind.CONFIG);
    addReg(3769, "regdictionary", 3770, CatalogNames.Kind.DICTIONARY);
    addReg(4089, "regnamespace", 4090, CatalogNames.Kind.NAMESPACE);
    addReg(4096, "regrole", 4097, CatalogNames.Kind.ROLE);
    addReg(4191, "regcollation", 4192, CatalogNames.Kind.COLLATION);
    addSpaced(22, "int2vector", find(TypeOids.INT2), 1006);
    addSpaced(30, "oidvector", find(TypeOids.OID), 1013);
  }

  private void addRecord(IntFunction<PgType> lookup) {
    add(
        new TypeInfo(2249, "pg_catalog", "record", -1, 'p', 'P', false, 0, 2287, 'd', 'x', ','),
        info -> new RecordType(info, lookup));
  }

  private void addReg(int oid, String name, int arrayOid, CatalogNames.Kind kind) {
    add(oid, name, 4, 'N', false, arrayOid, 'i', 'p', info -> new RegType(info, kind));
  }

  private void addSpaced(int oid, String name, PgType element, int arrayOid) {
    add(
        new TypeInfo(
            oid, "pg_catalog", name, -1, 'b', 'A', false, element.oid(), arrayOid, 'i', 'p', ','),
        info -> new SpacedArrayType(info, element));
  }

  private PgType find(int oid) {
    return types.stream().filter(type -> type.oid() == oid).findFirst().orElseThrow();
  }

  /// Types that pg_type lists so that clients find them; they have no values here.
  private void addListed() {
    for (String row :
        """
        142 xml -1 b U 143 i x
        600 point 16 b G 1017 d p
        601 lseg 32 b G 1018 d p
        602 path -1 b G 1019 d x
        603 box 32 b G 1020 d p
        604 polygon -1 b G 1027 d x
        628 line 24 b G 629 d p
        718 circle 24 b G 719 d p
        790 money 8 b N 791 d p
        2970 txid_snapshot -1 b U 2949 d x
        3361 pg_ndistinct -1 b Z 0 i x
        3402 pg_dependencies -1 b Z 0 i x
        3614 tsvector -1 b U 3643 i x
        3615 tsquery -1 b U 3645 i p
        3642 gtsvector -1 b U 3644 i p
        3904 int4range -1 r R 3905 i x
        3906 numrange -1 r R 3907 i x
        3908 tsrange -1 r R 3909 d x
        3910 tstzrange -1 r R 3911 d x
        3912 daterange -1 r R 3913 i x
        3926 int8range -1 r R 3927 d x
        4451 int4multirange -1 m R 6150 i x
        4532 nummultirange -1 m R 6151 i x
        4533 tsmultirange -1 m R 6152 d x
        4534 tstzmultirange -1 m R 6153 d x
        4535 datemultirange -1 m R 6155 i x
        4536 int8multirange -1 m R 6157 d x
        4600 pg_brin_bloom_summary -1 b Z 0 i x
        4601 pg_brin_minmax_multi_summary -1 b Z 0 i x
        5017 pg_mcv_list -1 b Z 0 i x
        5038 pg_snapshot -1 b U 5039 d x
        """
            .split("\n")) {
      add(parseRow(row), ListedType::new);
    }
  }

  private void addPseudo() {
    for (String row :
        """
        32 pg_ddl_command 8 p P 0 d p
        269 table_am_handler 4 p P 0 i p
        325 index_am_handler 4 p P 0 i p
        2276 any 4 p P 0 i p
        2277 anyarray -1 p P 0 d x
        2278 void 4 p P 0 i p
        2279 trigger 4 p P 0 i p
        2280 language_handler 4 p P 0 i p
        2281 internal 8 p P 0 d p
        2283 anyelement 4 p P 0 i p
        2776 anynonarray 4 p P 0 i p
        3115 fdw_handler 4 p P 0 i p
        3310 tsm_handler 4 p P 0 i p
        3500 anyenum 4 p P 0 i p
        3831 anyrange -1 p P 0 d x
        3838 event_trigger 4 p P 0 i p
        4537 anymultirange -1 p P 0 d x
        4538 anycompatiblemultirange -1 p P 0 d x
        5077 anycompatible 4 p P 0 i p
        5078 anycompatiblearray -1 p P 0 d x
        5079 anycompatiblenonarray 4 p P 0 i p
        5080 anycompatiblerange -1 p P 0 d x
        """
            .split("\n")) {
      add(parseRow(row), PseudoType::new);
    }
    add(
        new TypeInfo(2275, "pg_catalog", "cstring", -2, 'p', 'P', false, 0, 1263, 'c', 'p', ','),
        TextType::new);
  }

  /// `oid name typlen typtype typcategory typarray typalign typstorage`.
  private static TypeInfo parseRow(String row) {
    String[] f = row.split(" ");
    int oid = Integer.parseInt(f[0]);
    int element =
        switch (oid) {
          case 600, 628 -> 701;
          case 601, 603 -> 600;
          default -> 0;
        };
    return new TypeInfo(
        oid,
        TypeInfo.CATALOG_SCHEMA,
        f[1],
        Integer.parseInt(f[2]),
        f[3].charAt(0),
        f[4].charAt(0),
        false,
        element,
        Integer.parseInt(f[5]),
        f[6].charAt(0),
        f[7].charAt(0),
        oid == 603 ? ';' : ',');
  }

  private void add(
      int oid,
      String name,
      int length,
      char category,
      boolean preferred,
      int arrayOid,
      char alignment,
      char storage,
      Function<TypeInfo, PgType> constructor) {
    add(
        new TypeInfo(
            oid,
            TypeInfo.CATALOG_SCHEMA,
            name,
            length,
            'b',
            category,
            preferred,
            0,
            arrayOid,
            alignment,
            storage,
            ','),
        constructor);
  }

  private void addVector(
      String schema,
      int oid,
      String name,
      int arrayOid,
      Function<TypeInfo, PgType> constructor) {
    add(
        new TypeInfo(oid, schema, name, -1, 'b', 'U', false, 0, arrayOid, 'i', 'e', ','),
        constructor);
  }

  private void add(TypeInfo info, Function<TypeInfo, PgType> constructor) {
    PgType type = constructor.apply(info);
    types.add(type);
    if (info.arrayOid() != 0) {
      types.add(new ArrayType(info.arrayInfo(), type));
    }
  }
}
