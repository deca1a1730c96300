package dev.omendb.sql.parse;

import dev.omendb.sql.parse.node.PgNode;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.statement.Statement;
import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// The names that occur in a stored query, where every relation has its schema.
///
/// @param relations what FROM and its like name
/// @param identifiers parts of all other names; `""` stands for `*`
public record QueryNames(Set<Relation> relations, Set<String> identifiers) {
  public record Relation(String schema, String name) {}

  public static QueryNames of(String sql) {
    Set<Relation> relations = new HashSet<>();
    Set<String> identifiers = new HashSet<>();
    ((Statement.Query) SqlParser.parse(sql))
        .query()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlCall call) {
                if (call instanceof TableReference reference && reference.name.schema() != null) {
                  relations.add(new Relation(reference.name.schema(), reference.name.name()));
                }
                return call instanceof PgNode ? super.visit(call) : null;
              }

              @Override
              public Void visit(SqlIdentifier identifier) {
                identifiers.addAll(identifier.names);
                return null;
              }
            });
    return new QueryNames(Set.copyOf(relations), Set.copyOf(identifiers));
  }
}
