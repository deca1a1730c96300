package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.node.IndexElement;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.statement.IndexStatement.CreateIndex;
import dev.omendb.sql.parse.statement.Statement;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// CREATE INDEX.
final class CreateIndexParser {
  private final TokenCursor tokens;

  CreateIndexParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  /// From behind the words CREATE [UNIQUE] INDEX.
  Statement create(boolean unique) {
    boolean concurrently = tokens.accept("concurrently");
    boolean ifNotExists = tokens.ifNotExists();
    @Nullable String name = ifNotExists || !tokens.at("on") ? tokens.name() : null;
    tokens.expect("on");
    ObjectName table = ((TableReference) tokens.run(PgGrammar::PgRelation)).name;
    String method = tokens.accept("using") ? tokens.name().toLowerCase(Locale.ROOT) : "btree";
    tokens.open();
    List<IndexElement> keys = tokens.run(PgGrammar::PgIndexElements);
    tokens.close();
    List<String> include = tokens.accept("include") ? tokens.namesInParentheses() : List.of();
    boolean nullsNotDistinct = tokens.accept("nulls", "not", "distinct");
    if (!nullsNotDistinct) {
      tokens.accept("nulls", "distinct");
    }
    List<Option> options = tokens.accept("with") ? tokens.options() : List.of();
    @Nullable String tablespace = tokens.accept("tablespace") ? tokens.name() : null;
    @Nullable SqlNode where = null;
    @Nullable String whereText = null;
    if (tokens.accept("where")) {
      SqlToken first = tokens.peek();
      where = tokens.expression();
      whereText = tokens.sourceSince(first);
    }
    return new CreateIndex(
        name,
        table,
        unique,
        concurrently,
        ifNotExists,
        method,
        keys,
        include,
        nullsNotDistinct,
        options,
        tablespace,
        where,
        whereText);
  }
}
