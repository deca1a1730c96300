package dev.omendb.sql.catalog.pg;

import dev.omendb.sql.catalog.CatalogRows;
import java.util.Map;

/// The list of pg_catalog's tables that have rows.
public final class PgTables {
  private PgTables() {}

  public static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_namespace", PgNamespace::write);
    into.put("pg_class", PgClass::write);
    into.put("pg_attribute", PgAttribute::write);
    into.put("pg_attrdef", PgAttribute::writeDefaults);
    into.put("pg_type", TypeTables::write);
    into.put("pg_enum", TypeTables::writeEnums);
    into.put("pg_constraint", PgConstraint::write);
    into.put("pg_index", PgIndex::write);
    into.put("pg_sequence", PgSequence::write);
    into.put("pg_rewrite", PgSequence::writeRules);
    into.put("pg_description", PgDescription::write);
    into.put("pg_shdescription", PgDescription::writeShared);
    into.put("pg_depend", PgDepend::write);
    into.put("pg_extension", PgExtension::write);
    into.put("pg_available_extensions", PgExtension::writeAvailable);
    into.put("pg_available_extension_versions", PgExtension::writeVersions);
    into.put("pg_database", PgDatabase::write);
    into.put("pg_tablespace", PgDatabase::writeTablespaces);
    into.put("pg_db_role_setting", PgDatabase::writeSettings);
    RoleTables.addTo(into);
    AccessMethodTables.addTo(into);
    CallableTables.addTo(into);
    ConstantTables.addTo(into);
    RelationViews.addTo(into);
    SessionViews.addTo(into);
    StatisticsViews.addTo(into);
  }
}
