package dev.omendb.compat.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Names of types by oid as pg_type has them, arrays written `int4[]`. PostgreSQL's own oids are
/// fixed; all others (vector …) differ by database and are looked up through a connection of its
/// own, since the asking one may be in a failed transaction. Confined to one thread at a time.
public final class TypeNames {
  private static final Map<Integer, String> BUILT_IN = builtIn();

  private final Endpoint endpoint;
  private final Map<Integer, String> lookedUp = new HashMap<>();

  public TypeNames(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  private static Map<Integer, String> builtIn() {
    var names = new HashMap<Integer, String>();
    put(names, "bool 16 1000 bytea 17 1001 char 18 1002 name 19 1003 int8 20 1016 int2 21 1005");
    put(names, "int2vector 22 1006 int4 23 1007 regproc 24 1008 text 25 1009 oid 26 1028");
    put(names, "tid 27 1010 xid 28 1011 cid 29 1012 oidvector 30 1013 json 114 199 xml 142 143");
    put(names, "float4 700 1021 float8 701 1022 money 790 791 bpchar 1042 1014 varchar 1043 1015");
    put(names, "date 1082 1182 time 1083 1183 timestamp 1114 1115 timestamptz 1184 1185");
    put(names, "interval 1186 1187 timetz 1266 1270 bit 1560 1561 varbit 1562 1563");
    put(names, "numeric 1700 1231 uuid 2950 2951 jsonb 3802 3807 inet 869 1041 cidr 650 651");
    put(names, "refcursor 1790 2201 regprocedure 2202 2207 regoper 2203 2208 regclass 2205 2210");
    put(names, "regtype 2206 2211 regnamespace 4089 4090 regrole 4096 4097 jsonpath 4072 4073");
    names.put(705, "unknown");
    names.put(2249, "record");
    names.put(2278, "void");
    names.put(2287, "record[]");
    return Map.copyOf(names);
  }

  private static void put(Map<Integer, String> names, String list) {
    var words = List.of(list.split(" "));
    for (var i = 0; i < words.size(); i += 3) {
      names.put(Integer.valueOf(words.get(i + 1)), words.get(i));
      names.put(Integer.valueOf(words.get(i + 2)), words.get(i) + "[]");
    }
  }

  public String name(int oid) {
    var builtIn = BUILT_IN.get(oid);
    return builtIn != null ? builtIn : lookedUp.computeIfAbsent(oid, this::lookUp);
  }

  /// The oid of a type given by one of the built-in names.
  public static int oid(String name) {
    return BUILT_IN.entrySet().stream()
        .filter(e -> e.getValue().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a built-in type: " + name))
        .getKey();
  }

  private String lookUp(int oid) {
    try (var connection = WireConnection.open(endpoint)) {
      var result = connection.simple("SELECT typname FROM pg_type WHERE oid = " + oid).getFirst();
      if (result.error() != null || result.rows().isEmpty()) {
        return "oid:" + oid;
      }
      var name = new String(result.rows().getFirst()[0], java.nio.charset.StandardCharsets.UTF_8);
      return name.startsWith("_") ? name.substring(1) + "[]" : name;
    } catch (IOException e) {
      return "oid:" + oid;
    }
  }
}
