package dev.omendb.sql.catalog.definition;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.parse.QueryNames;
import java.util.Set;
import java.util.TreeSet;

/// What a view's query reads: found in its text.
public final class ViewReferences {
  private final Set<Long> relations = new TreeSet<>();
  private final Set<String> names;

  public ViewReferences(Catalog catalog, View view) {
    long database =
        catalog.find(Schema.class, view.schemaOid()).map(Schema::databaseOid).orElse(0L);
    QueryNames query = QueryNames.of(view.querySql());
    this.names = query.identifiers();
    for (QueryNames.Relation relation : query.relations()) {
      catalog
          .schema(database, relation.schema())
          .flatMap(schema -> catalog.relation(schema.oid(), relation.name()))
          .map(CatalogObject::oid)
          .ifPresent(relations::add);
    }
  }

  /// The oids of the relations it reads, ascending; system tables are left out.
  public Set<Long> relations() {
    return relations;
  }

  public boolean reads(long relationOid) {
    return relations.contains(relationOid);
  }

  /// True when the query may read this column: its name occurs.
  public boolean reads(long relationOid, String column) {
    return relations.contains(relationOid) && (names.contains(column) || names.contains(""));
  }
}
