package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RelationSizes;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.OperatorClasses.AccessMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// pg_class: tables, indexes, sequences, views, system tables.
final class PgClass {
  private static final int HEAP = 2;

  private PgClass() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      write(view, relation, rows);
    }
  }

  private static void write(CatalogView view, Relation relation, RowWriter rows) {
    char kind = relation.kind();
    boolean stored = kind != 'v';
    rows.put("oid", relation.oid())
        .put("relname", relation.name())
        .put("relnamespace", relation.schemaOid())
        .put("relowner", relation.ownerOid())
        .put("relam", accessMethod(relation))
        .put("relfilenode", stored && !relation.isSystem() ? relation.oid() : 0)
        .put("relpages", RelationSizes.of(view.context()).pages(view, relation))
        .put("reltuples", (double) RelationSizes.rows(view, relation))
        .put("relhasindex", !view.catalog().indexes(relation.oid()).isEmpty())
        .put("relpersistence", String.valueOf(relation.persistence()))
        .put("relkind", String.valueOf(kind))
        .put("relnatts", relation.attributes().size())
        .put("relchecks", checks(relation))
        .put("relhasrules", kind == 'v')
        .put("relhastriggers", hasForeignKeys(view, relation))
        .put("relispopulated", true)
        .put("relreplident", kind == 'r' ? (relation.isSystem() ? "n" : "d") : "n")
        .put("relfrozenxid", kind == 'r' ? 3 : 0)
        .put("relminmxid", kind == 'r' ? 1 : 0)
        .put("reloptions", options(relation))
        .end();
  }

  private static int accessMethod(Relation relation) {
    return relation.object() instanceof Index index
        ? methodOid(index.accessMethod())
        : relation.kind() == 'r' ? HEAP : 0;
  }

  /// pg_am.oid by name.
  static int methodOid(String name) {
    return OperatorClasses.standard().accessMethods().stream()
        .filter(m -> m.name().equals(name))
        .mapToInt(AccessMethod::oid)
        .findFirst()
        .orElse(0);
  }

  private static long checks(Relation relation) {
    return relation.object() instanceof Table table
        ? table.constraints().stream().filter(c -> c.kind() == 'c').count()
        : 0;
  }

  /// PostgreSQL enforces foreign keys by triggers, on both tables.
  static boolean hasForeignKeys(CatalogView view, Relation relation) {
    if (!(relation.object() instanceof Table)) {
      return false;
    }
    return view.constraints().stream()
        .map(CatalogView.TableConstraint::constraint)
        .anyMatch(c -> c.reference() != null && c.reference().tableOid() == relation.oid())
        || ((Table) relation.object()).constraints().stream().anyMatch(c -> c.kind() == 'f');
  }

  static @Nullable List<String> options(Relation relation) {
    Map<String, String> options = Map.of();
    if (relation.object() instanceof Table table) {
      options = table.options();
    } else if (relation.object() instanceof Index index) {
      options = index.options();
    }
    if (options.isEmpty()) {
      return null;
    }
    return options
        .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }
}
