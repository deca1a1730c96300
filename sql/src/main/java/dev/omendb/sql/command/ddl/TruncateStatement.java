package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.TableStatement.Truncate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// TRUNCATE.
final class TruncateStatement {
  private final Ddl ddl;

  TruncateStatement(Ddl ddl) {
    this.ddl = ddl;
  }

  String run(Truncate statement) {
    Map<Long, Table> tables = new LinkedHashMap<>();
    for (ObjectName name : statement.tables()) {
      Table table = ddl.relations().table(name);
      tables.put(table.oid(), ddl.lockExclusive(table));
    }
    if (statement.cascade()) {
      addReferencing(tables);
    } else {
      requireNoReferences(tables);
    }
    for (Table table : tables.values()) {
      ddl.transaction().truncate(table.oid());
      if (statement.restartIdentity()) {
        for (Sequence sequence : Relations.owned(ddl.catalog(), table.oid(), 0)) {
          ddl.session()
              .database()
              .storage()
              .sequences()
              .setValue(sequence.oid(), sequence.start(), false);
        }
      }
    }
    return "TRUNCATE TABLE";
  }

  private void addReferencing(Map<Long, Table> tables) {
    List<Table> open = new ArrayList<>(tables.values());
    while (!open.isEmpty()) {
      Table referenced = open.removeFirst();
      for (Table other : ddl.catalog().all(Table.class)) {
        if (!tables.containsKey(other.oid()) && references(other, referenced) != null) {
          ddl.notice(
              SqlState.SUCCESSFUL_COMPLETION,
              "truncate cascades to table \"" + other.name() + "\"");
          Table locked = ddl.lockExclusive(other);
          tables.put(other.oid(), locked);
          open.add(locked);
        }
      }
    }
  }

  private void requireNoReferences(Map<Long, Table> tables) {
    for (Table table : tables.values()) {
      for (Table other : ddl.catalog().all(Table.class)) {
        Constraint key = references(other, table);
        if (key != null && !tables.containsKey(other.oid())) {
          throw new DatabaseException(
                  SqlState.FEATURE_NOT_SUPPORTED,
                  "cannot truncate a table referenced in a foreign key constraint")
              .detail("Table \"%s\" references \"%s\".".formatted(other.name(), table.name()))
              .hint(
                  "Truncate table \"%s\" at the same time, or use TRUNCATE ... CASCADE."
                      .formatted(other.name()));
        }
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Constraint references(
      Table other, Table referenced) {
    return other.constraints().stream()
        .filter(c -> c.reference() != null && c.reference().tableOid() == referenced.oid())
        .findFirst()
        .orElse(null);
  }
}
