package dev.omendb.sql.catalog.pg;

import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.OperatorClasses.AccessMethod;
import dev.omendb.sql.function.OperatorClasses.Family;
import dev.omendb.sql.function.OperatorClasses.FamilyOperator;
import dev.omendb.sql.function.OperatorClasses.FamilySupport;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// pg_am and what its methods can index: pg_opfamily, pg_opclass, pg_amop, pg_amproc.
final class AccessMethodTables {
  private static final OperatorClasses CLASSES = OperatorClasses.standard();

  private AccessMethodTables() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_am", AccessMethodTables::writeMethods);
    into.put("pg_opfamily", AccessMethodTables::writeFamilies);
    into.put("pg_opclass", AccessMethodTables::writeClasses);
    into.put("pg_amop", AccessMethodTables::writeOperators);
    into.put("pg_amproc", AccessMethodTables::writeSupport);
  }

  private static void writeMethods(CatalogView view, RowWriter rows) {
    for (AccessMethod method : CLASSES.accessMethods()) {
      if (view.exists(method.schema())) {
        rows.put("oid", method.oid())
            .put("amname", method.name())
            .put("amhandler", functionOid(method.handler()))
            .put("amtype", String.valueOf(method.kind()))
            .end();
      }
    }
  }

  /// A support function by oid, or by name; 0 when it is not listed.
  private static long functionOid(String function) {
    if (Character.isDigit(function.charAt(0))) {
      return Long.parseLong(function);
    }
    List<Function> found = Functions.standard().byName(function);
    return found.isEmpty() ? 0 : found.getFirst().oid();
  }

  private static void writeFamilies(CatalogView view, RowWriter rows) {
    for (Family family : CLASSES.families()) {
      if (view.exists(family.schema())) {
        rows.put("oid", family.oid())
            .put("opfmethod", PgClass.methodOid(family.accessMethod()))
            .put("opfname", family.name())
            .put("opfnamespace", view.schemaOid(family.schema()))
            .put("opfowner", CatalogView.SUPERUSER)
            .end();
      }
    }
  }

  private static void writeClasses(CatalogView view, RowWriter rows) {
    for (OperatorClass each : CLASSES.classes()) {
      if (view.exists(each.schema())) {
        rows.put("oid", each.oid())
            .put("opcmethod", PgClass.methodOid(each.accessMethod()))
            .put("opcname", each.name())
            .put("opcnamespace", view.schemaOid(each.schema()))
            .put("opcowner", CatalogView.SUPERUSER)
            .put("opcfamily", each.familyOid())
            .put("opcintype", each.inputType())
            .put("opcdefault", each.isDefault())
            .put("opckeytype", each.keyType())
            .end();
      }
    }
  }

  /// Families of this database by oid.
  private static Map<Integer, Family> families(CatalogView view) {
    Map<Integer, Family> families = new HashMap<>();
    for (Family family : CLASSES.families()) {
      if (view.exists(family.schema())) {
        families.put(family.oid(), family);
      }
    }
    return families;
  }

  private static void writeOperators(CatalogView view, RowWriter rows) {
    Map<Integer, Family> families = families(view);
    for (FamilyOperator each : CLASSES.operators()) {
      Family family = families.get(each.familyOid());
      if (family != null) {
        rows.put("oid", each.oid())
            .put("amopfamily", each.familyOid())
            .put("amoplefttype", each.leftType())
            .put("amoprighttype", each.rightType())
            .put("amopstrategy", each.strategy())
            .put("amoppurpose", String.valueOf(each.purpose()))
            .put("amopopr", each.operatorOid())
            .put("amopmethod", PgClass.methodOid(family.accessMethod()))
            .put("amopsortfamily", each.sortFamilyOid())
            .end();
      }
    }
  }

  private static void writeSupport(CatalogView view, RowWriter rows) {
    Map<Integer, Family> families = families(view);
    for (FamilySupport each : CLASSES.supports()) {
      if (families.containsKey(each.familyOid())) {
        rows.put("oid", each.oid())
            .put("amprocfamily", each.familyOid())
            .put("amproclefttype", each.leftType())
            .put("amprocrighttype", each.rightType())
            .put("amprocnum", each.number())
            .put("amproc", functionOid(each.function()))
            .end();
      }
    }
  }
}
