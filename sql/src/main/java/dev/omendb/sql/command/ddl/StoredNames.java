package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.bind.StoredExpressions;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.type.TypeNames;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Keeps the SQL texts in the catalog true when what they name gets another name.
final class StoredNames {
  /// `SELECT ` before an expression, and that positions begin with 1.
  private static final int EXPRESSION_OFFSET = 8;

  private final Ddl ddl;

  StoredNames(Ddl ddl) {
    this.ddl = ddl;
  }

  /// A table, view or sequence is about to get another schema or name.
  void relationMoved(CatalogObject relation, long newSchema, String newName) {
    String before = qualified(Relations.schemaOf(relation), Relations.nameOf(relation));
    String after = qualified(newSchema, newName);
    String regclassBefore = ExpressionText.quote(before) + "::regclass";
    String regclassAfter = ExpressionText.quote(after) + "::regclass";
    everyExpression(sql -> sql.replace(regclassBefore, regclassAfter));
    String schemaBefore = ddl.relations().schemaName(Relations.schemaOf(relation));
    String nameBefore = Relations.nameOf(relation);
    everyView(sql -> renamedInQuery(sql, schemaBefore, nameBefore, after));
  }

  /// A schema is about to get another name.
  void schemaRenamed(Schema schema, String newName) {
    String before = TypeNames.quoteIdentifier(schema.name()) + ".";
    String after = TypeNames.quoteIdentifier(newName) + ".";
    everyExpression(
        sql ->
            sql.replace("'" + before.replace("'", "''"), "'" + after.replace("'", "''"))
                .replace("::" + before, "::" + after));
    everyView(sql -> renamedSchema(sql, schema.name(), after));
  }

  /// A type, or the schema of one, is about to change.
  void typeMoved(String schemaBefore, String nameBefore, String schema, String name) {
    String before = "::" + quoted(schemaBefore, nameBefore);
    String after = "::" + quoted(schema, name);
    everyExpression(sql -> sql.replace(before, after));
  }

  private static String quoted(String schema, String name) {
    return TypeNames.quoteIdentifier(schema) + "." + TypeNames.quoteIdentifier(name);
  }

  private String qualified(long schema, String name) {
    return quoted(ddl.relations().schemaName(schema), name);
  }

  private void everyExpression(UnaryOperator<String> edit) {
    for (Table table : ddl.catalog().all(Table.class)) {
      TableDraft draft = new TableDraft(table);
      for (Column column : table.columns()) {
        draft.replace(Columns.defaultSql(column, apply(edit, column.defaultSql())));
      }
      for (Constraint constraint : table.constraints()) {
        draft.replace(withCheck(constraint, apply(edit, constraint.checkSql())));
      }
      if (!draft.table().equals(table)) {
        ddl.put(draft.table());
      }
    }
    for (Index index : ddl.catalog().all(Index.class)) {
      putIfChanged(index, edited(index, edit));
    }
  }

  private void putIfChanged(Index before, Index after) {
    if (!after.equals(before)) {
      ddl.put(after);
    }
  }

  private static Constraint withCheck(Constraint c, @Nullable String sql) {
    return new Constraint(
        c.oid(), c.name(), c.kind(), c.attnums(), c.indexOid(), sql, c.reference(),
        c.deferrable(), c.initiallyDeferred());
  }

  private static Index edited(Index i, UnaryOperator<String> edit) {
    List<IndexKey> keys =
        i.keys().stream()
            .map(
                k ->
                    new IndexKey(
                        k.attnum(), apply(edit, k.expressionSql()), k.typeOid(), k.typmod(),
                        k.storage(), k.opclassOid(), k.descending(), k.nullsFirst()))
            .toList();
    return new Index(
        i.oid(), i.schemaOid(), i.name(), i.tableOid(), i.accessMethod(), i.unique(), i.primary(),
        i.nullsNotDistinct(), i.valid(), keys, i.includedAttnums(),
        apply(edit, i.predicateSql()), i.options());
  }

  private static @Nullable String apply(UnaryOperator<String> edit, @Nullable String sql) {
    return sql == null ? null : edit.apply(sql);
  }

  private void everyView(UnaryOperator<String> edit) {
    for (View v : ddl.catalog().all(View.class)) {
      String sql = edit.apply(v.querySql());
      if (!sql.equals(v.querySql())) {
        ddl.put(new View(v.oid(), v.schemaOid(), v.name(), v.ownerOid(), v.columns(), sql));
      }
    }
  }

  /// References keep the old name as their alias.
  private static String renamedInQuery(String sql, String schema, String name, String after) {
    TextEdits edits = new TextEdits(sql, 1);
    forEachTable(
        sql,
        reference -> {
          boolean same =
              reference.name.name().equals(name) && schema.equals(reference.name.schema());
          if (same) {
            int from = edits.index(reference.name.position());
            String alias =
                reference.alias == null ? " AS " + TypeNames.quoteIdentifier(name) : "";
            edits.replace(
                from, edits.nameEnd(from, reference.name.parts().size()), after + alias);
          }
        });
    return edits.result();
  }

  private static String renamedSchema(String sql, String schema, String after) {
    TextEdits edits = new TextEdits(sql, 1);
    forEachTable(
        sql,
        reference -> {
          if (schema.equals(reference.name.schema())) {
            int from = edits.index(reference.name.position());
            edits.replace(
                from,
                edits.nameEnd(from, reference.name.parts().size()),
                after + TypeNames.quoteIdentifier(reference.name.name()));
          }
        });
    return edits.result();
  }

  private interface TableVisitor {
    void visit(TableReference reference);
  }

  private static void forEachTable(String sql, TableVisitor visitor) {
    Statement.Query query = (Statement.Query) SqlParser.parse(sql);
    query
        .query()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlCall call) {
                if (call instanceof TableReference reference) {
                  visitor.visit(reference);
                }
                return super.visit(call);
              }
            });
  }

  /// Texts over the table's own rows, with a column's new name.
  void columnRenamed(TableDraft draft, String before, String after) {
    for (Column column : List.copyOf(draft.columns)) {
      if (column.generated() != 0) {
        draft.replace(
            Columns.defaultSql(
                column, apply(s -> inExpression(s, before, after), column.defaultSql())));
      }
    }
    for (Constraint constraint : List.copyOf(draft.constraints)) {
      draft.replace(
          withCheck(
              constraint, apply(s -> inExpression(s, before, after), constraint.checkSql())));
    }
    for (Index index : ddl.catalog().indexes(draft.oid)) {
      putIfChanged(index, edited(index, s -> inExpression(s, before, after)));
    }
  }

  private static String inExpression(String sql, String before, String after) {
    TextEdits edits = new TextEdits(sql, EXPRESSION_OFFSET);
    StoredExpressions.parse(sql)
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlIdentifier identifier) {
                if (identifier.names.getLast().equals(before)) {
                  int from = edits.index(identifier.getParserPosition().getColumnNum());
                  edits.replace(
                      from,
                      edits.nameEnd(from, identifier.names.size()),
                      TypeNames.quoteIdentifier(after));
                }
                return null;
              }
            });
    return edits.result();
  }
}
