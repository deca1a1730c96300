package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.sql.bind.BindContext;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.bind.ParameterTypes;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.function.Casts;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.PgTypeFactory;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.StatementContext;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;

/// Makes the context that expressions of DDL are bound in.
final class Binding {
  private Binding() {}

  /// Names as the session's search path shows them.
  static BindContext of(Session session) {
    StatementContext context = session.context();
    PgRex rex = rex(context.types());
    return new BindContext(
        context.catalog(),
        context.databaseOid(),
        context.searchPathOids(),
        context.userName(),
        context.types(),
        Functions.standard(),
        Operators.standard(),
        Casts.standard(),
        session.database().systemTables(),
        context.format(),
        new ParameterTypes(new int[0]),
        rex,
        cluster(rex),
        (state, message) -> context.notice("WARNING", state, message));
  }

  /// For expressions that the catalog holds as text: every name in them outside pg_catalog has its
  /// schema.
  static BindContext stored(Catalog catalog, long databaseOid, Types types) {
    PgRex rex = rex(types);
    return new BindContext(
        catalog,
        databaseOid,
        schemas(catalog, databaseOid),
        "",
        types,
        Functions.standard(),
        Operators.standard(),
        Casts.standard(),
        new SystemTables(List.of()),
        FormatSettings.DEFAULT,
        new ParameterTypes(new int[0]),
        rex,
        cluster(rex),
        (state, message) -> {});
  }

  private static List<Long> schemas(Catalog catalog, long databaseOid) {
    List<Long> oids = new ArrayList<>();
    oids.add(NameResolver.PG_CATALOG_OID);
    for (Schema schema : catalog.all(Schema.class)) {
      if (schema.databaseOid() == databaseOid) {
        oids.add(schema.oid());
      }
    }
    return oids;
  }

  private static PgRex rex(Types types) {
    return new PgRex(new PgTypeFactory(types.byOid(TypeOids.BOOL)));
  }

  private static RelOptCluster cluster(PgRex rex) {
    HepPlanner planner = new HepPlanner(HepProgram.builder().build());
    return RelOptCluster.create(planner, rex.builder());
  }
}
