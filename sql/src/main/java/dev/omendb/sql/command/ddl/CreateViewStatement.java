package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.SqlParser;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateView;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// CREATE VIEW. What is kept is the query's text with every relation's schema and every `*` spelled
/// out, so that it means the same later.
final class CreateViewStatement {
  private final Ddl ddl;

  CreateViewStatement(Ddl ddl) {
    this.ddl = ddl;
  }

  String run(CreateView statement) {
    for (Option option : statement.options()) {
      requireKnown(option);
    }
    if (statement.checkOption() != null) {
      throw DatabaseException.unsupported("WITH CHECK OPTION");
    }
    ViewText text = new ViewText(ddl, source(statement));
    String sql = text.qualified();
    boolean temporary = statement.temporary() || text.readsTemporary();
    if (temporary && !statement.temporary()) {
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "view \"%s\" will be a temporary view".formatted(statement.name().name()));
    }
    long schema = ddl.relations().creationSchema(statement.name(), temporary);
    String name = statement.name().name();
    List<Column> columns = columns(statement, sql);
    Optional<CatalogObject> old =
        ddl.relations().claim(schema, name)
            ? Optional.empty()
            : ddl.catalog().relation(schema, name);
    long oid = ddl.newOid();
    long owner = ddl.ownerOid();
    if (old.isPresent()) {
      if (!statement.orReplace()) {
        throw Relations.exists(name);
      }
      if (!(old.get() instanceof View view)) {
        throw Relations.notA("a view", name);
      }
      requireCompatible(view, columns);
      oid = view.oid();
      owner = view.ownerOid();
    }
    ddl.put(new View(oid, schema, name, owner, columns, sql));
    return "CREATE VIEW";
  }

  private static void requireKnown(Option option) {
    switch (option.name().toLowerCase(Locale.ROOT)) {
      case "security_barrier", "security_invoker" -> {}
      case "check_option" -> throw DatabaseException.unsupported("WITH CHECK OPTION");
      default ->
          throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE,
              "unrecognized parameter \"" + option.name() + "\"");
    }
  }

  private static String source(CreateView statement) {
    if (!statement.recursive()) {
      return statement.text();
    }
    List<String> names =
        statement.columns().stream().map(TypeNames::quoteIdentifier).toList();
    String list = String.join(", ", names);
    String name = TypeNames.quoteIdentifier(statement.name().name());
    return "WITH RECURSIVE %s (%s) AS (%s) SELECT %s FROM %s"
        .formatted(name, list, statement.text(), list, name);
  }

  private List<Column> columns(CreateView statement, String sql) {
    Statement query = SqlParser.parse(statement.recursive() ? sql : statement.text());
    List<ResultColumn> found =
        ddl.session()
            .database()
            .planner()
            .plan(ddl.session(), query, statement.text(), new int[0])
            .columns();
    List<ResultColumn> results = found == null ? List.of() : found;
    if (statement.columns().size() > results.size()) {
      throw new DatabaseException(
          SqlState.SYNTAX_ERROR, "CREATE VIEW specifies more column names than columns");
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String name =
          i < statement.columns().size() ? statement.columns().get(i) : results.get(i).name();
      PgType type = results.get(i).type();
      if (columns.stream().anyMatch(c -> c.name().equals(name))) {
        throw new DatabaseException(
            SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
      }
      if (type.isPseudo()) {
        throw new DatabaseException(
            SqlState.INVALID_TABLE_DEFINITION,
            "column \"%s\" has pseudo-type %s".formatted(name, type.displayName(-1)));
      }
      columns.add(Columns.plain(i + 1, name, new PgRelType(type, results.get(i).typmod())));
    }
    return columns;
  }

  /// OR REPLACE may only add columns at the end. Errors: 42P16.
  private void requireCompatible(View old, List<Column> fresh) {
    if (fresh.size() < old.columns().size()) {
      throw new DatabaseException(
          SqlState.INVALID_TABLE_DEFINITION, "cannot drop columns from view");
    }
    for (int i = 0; i < old.columns().size(); i++) {
      Column before = old.columns().get(i);
      Column after = fresh.get(i);
      if (!before.name().equals(after.name())) {
        throw new DatabaseException(
                SqlState.INVALID_TABLE_DEFINITION,
                "cannot change name of view column \"%s\" to \"%s\""
                    .formatted(before.name(), after.name()))
            .hint("Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.");
      }
      if (before.typeOid() != after.typeOid() || before.typmod() != after.typmod()) {
        throw new DatabaseException(
            SqlState.INVALID_TABLE_DEFINITION,
            "cannot change data type of view column \"%s\" from %s to %s"
                .formatted(
                    before.name(),
                    ddl.type(before.typeOid()).displayName(before.typmod()),
                    ddl.type(after.typeOid()).displayName(after.typmod())));
      }
    }
  }
}
