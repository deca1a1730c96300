package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Copy;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// COPY, with the options of today's syntax and of the one before PostgreSQL 9.
final class CopyParser {
  private final TokenCursor tokens;
  private final StatementParser statements;
  private final List<Option> options = new ArrayList<>();

  CopyParser(TokenCursor tokens, StatementParser statements) {
    this.tokens = tokens;
    this.statements = statements;
  }

  Statement copy() {
    tokens.expect("copy");
    @Nullable ObjectName table = null;
    @Nullable Statement query = null;
    List<String> columns = List.of();
    if (tokens.acceptKind(PgGrammarConstants.LPAREN)) {
      query = statements.queryOrChange();
      tokens.close();
    } else {
      if (tokens.at("binary")) {
        option("format", "binary");
      }
      table = tokens.qualifiedName();
      if (tokens.atKind(PgGrammarConstants.LPAREN)) {
        columns = tokens.namesInParentheses();
      }
    }
    boolean from = query == null && tokens.accept("from");
    if (!from) {
      tokens.expect("to");
    }
    boolean program = tokens.accept("program");
    @Nullable String file = file(from, program);
    oldDelimiter();
    tokens.accept("with");
    if (tokens.acceptKind(PgGrammarConstants.LPAREN)) {
      genericOptions();
    } else {
      while (oldOption()) {
        // Each call reads one option.
      }
    }
    @Nullable SqlNode where = from && tokens.accept("where") ? tokens.expression() : null;
    return new Copy(table, columns, query, from, file, program, options, where);
  }

  private @Nullable String file(boolean from, boolean program) {
    if (!program && (tokens.accept("stdin") || tokens.accept("stdout"))) {
      return null;
    }
    return tokens.string();
  }

  private void oldDelimiter() {
    if (tokens.at("delimiters") || tokens.at("using", "delimiters")) {
      tokens.accept("using");
      tokens.next();
      options.add(new Option("delimiter", tokens.string(), tokens.previous().beginColumn));
    }
  }

  private void genericOptions() {
    do {
      SqlToken name = tokens.peek();
      String text = tokens.label();
      options.add(new Option(text.toLowerCase(Locale.ROOT), genericValue(), name.beginColumn));
    } while (tokens.acceptComma());
    tokens.close();
  }

  private @Nullable String genericValue() {
    if (tokens.atKind(PgGrammarConstants.LPAREN)) {
      tokens.next();
      List<String> values = new ArrayList<>();
      do {
        values.add(optionWord());
      } while (tokens.acceptComma());
      tokens.close();
      return String.join(",", values);
    }
    if (tokens.acceptKind(PgGrammarConstants.STAR)) {
      return "*";
    }
    if (tokens.atKind(PgGrammarConstants.COMMA) || tokens.atKind(PgGrammarConstants.RPAREN)) {
      return null;
    }
    return optionWord();
  }

  private String optionWord() {
    if (tokens.at("default")) {
      return tokens.next().image;
    }
    if (!Names.isOptionValue(tokens.peek()) || !Names.isUtilityWord(tokens.peek())) {
      throw tokens.unexpected();
    }
    return tokens.next().image;
  }

  /// One option without parentheses; false when there is none.
  private boolean oldOption() {
    switch (tokens.peek().word) {
      case "binary", "csv" -> option("format", tokens.peek().word);
      case "freeze", "header" -> option(tokens.peek().word, null);
      case "delimiter", "null", "quote", "escape" -> {
        SqlToken name = tokens.next();
        tokens.accept("as");
        options.add(new Option(name.word, tokens.string(), name.beginColumn));
      }
      case "encoding" -> {
        SqlToken name = tokens.next();
        options.add(new Option(name.word, tokens.string(), name.beginColumn));
      }
      case "force" -> forceOption();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void forceOption() {
    SqlToken force = tokens.next();
    String name;
    if (tokens.accept("quote")) {
      name = "force_quote";
    } else if (tokens.accept("not", "null")) {
      name = "force_not_null";
    } else {
      tokens.expect("null");
      name = "force_null";
    }
    boolean all = name.equals("force_quote") && tokens.acceptKind(PgGrammarConstants.STAR);
    String columns = all ? "*" : String.join(",", tokens.names());
    options.add(new Option(name, columns, force.beginColumn));
  }

  private void option(String name, @Nullable String value) {
    options.add(new Option(name, value, tokens.next().beginColumn));
  }
}
