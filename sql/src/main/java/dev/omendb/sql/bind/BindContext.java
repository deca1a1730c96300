package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.function.Casts;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.calcite.plan.RelOptCluster;

/// What binding one statement needs to know. Confined to that binding.
///
/// @param searchPath schema oids in order, pg_catalog (11) included
/// @param warnings receives SQLSTATE and text of WARNINGs
public record BindContext(
    Catalog catalog,
    long databaseOid,
    List<Long> searchPath,
    String userName,
    Types types,
    Functions functions,
    Operators operators,
    Casts casts,
    SystemTables systemTables,
    FormatSettings format,
    ParameterTypes parameters,
    PgRex rex,
    RelOptCluster cluster,
    BiConsumer<String, String> warnings) {
  public PgType type(int oid) {
    return types.byOid(oid);
  }

  /// A type of pg_catalog by its internal name.
  public PgType systemType(String name) {
    return types.byName("pg_catalog", name).orElseThrow();
  }

  public PgRelType relType(int oid) {
    return new PgRelType(types.byOid(oid), -1);
  }

  public PgRelType relType(PgType type, int typmod) {
    return new PgRelType(type, typmod);
  }
}
