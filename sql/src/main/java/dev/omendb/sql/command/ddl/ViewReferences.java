package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.node.PgNode;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.statement.Statement;
import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// What a view's query reads: found in its text, where every relation has its schema.
final class ViewReferences {
  private final Set<Long> relations = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  ViewReferences(Catalog catalog, View view) {
    long database =
        catalog.find(Schema.class, view.schemaOid()).map(Schema::databaseOid).orElse(0L);
    Statement.Query query = (Statement.Query) SqlParser.parse(view.querySql());
    query
        .query()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlCall call) {
                if (call instanceof TableReference reference && reference.name.schema() != null) {
                  add(catalog, database, reference);
                }
                return call instanceof PgNode ? super.visit(call) : null;
              }

              @Override
              public Void visit(SqlIdentifier identifier) {
                names.addAll(identifier.names);
                return null;
              }
            });
  }

  private void add(Catalog catalog, long database, TableReference reference) {
    catalog
        .schema(database, String.valueOf(reference.name.schema()))
        .flatMap(schema -> catalog.relation(schema.oid(), reference.name.name()))
        .map(CatalogObject::oid)
        .ifPresent(relations::add);
  }

  boolean reads(long relationOid) {
    return relations.contains(relationOid);
  }

  /// True when the query may read this column: its name occurs.
  boolean reads(long relationOid, String column) {
    return relations.contains(relationOid) && (names.contains(column) || names.contains(""));
  }
}
