package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.statement.SessionStatement.Discard;
import dev.omendb.sql.parse.statement.SessionStatement.Reset;
import dev.omendb.sql.parse.statement.SessionStatement.SetVariable;
import dev.omendb.sql.parse.statement.SessionStatement.Show;
import dev.omendb.sql.parse.statement.SessionStatement.Target;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.parse.statement.TransactionStatement.Modes;
import dev.omendb.sql.parse.statement.TransactionStatement.SetTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// SET, RESET, SHOW, DISCARD.
final class SettingParser {
  private static final Pattern OFFSET = Pattern.compile("\\s*([+-]?)(\\d{1,2})(?::(\\d{2}))?\\s*");

  private final TokenCursor tokens;
  private final TransactionParser transactions;

  SettingParser(TokenCursor tokens, TransactionParser transactions) {
    this.tokens = tokens;
    this.transactions = transactions;
  }

  Statement set() {
    tokens.expect("set");
    if (tokens.accept("constraints")) {
      return transactions.setConstraints();
    }
    if (tokens.accept("session", "characteristics")) {
      tokens.expect("as");
      tokens.expect("transaction");
      return new SetTransaction(true, modes());
    }
    boolean local = tokens.accept("local");
    if (!local && tokens.at("session") && !tokens.at("session", "authorization")) {
      tokens.next();
    }
    if (tokens.at("transaction") && !isAssignment(tokens.peek(1))) {
      tokens.next();
      if (tokens.at("snapshot")) {
        throw tokens.unsupported(tokens.peek(), "SET TRANSACTION SNAPSHOT");
      }
      return new SetTransaction(false, modes());
    }
    return assignment(local);
  }

  /// SET TRANSACTION needs at least one mode.
  private Modes modes() {
    Modes modes = transactions.modes();
    if (modes.equals(Modes.NONE)) {
      throw tokens.unexpected();
    }
    return modes;
  }

  /// `name TO value` and the forms with words of their own; also the tail of ALTER … SET.
  SetVariable assignment(boolean local) {
    if (tokens.accept("time", "zone")) {
      return new SetVariable("timezone", timeZone(), local);
    }
    if (!isAssignment(tokens.peek(1))) {
      if (tokens.accept("names")) {
        return new SetVariable("client_encoding", encoding(), local);
      }
      if (tokens.accept("schema")) {
        return new SetVariable("search_path", List.of(tokens.string()), local);
      }
      if (tokens.accept("role")) {
        return new SetVariable("role", List.of(wordOrString()), local);
      }
      if (tokens.accept("session", "authorization")) {
        return new SetVariable("session_authorization", orDefault(), local);
      }
      if (tokens.accept("xml", "option")) {
        return new SetVariable("xmloption", List.of(wordOrString()), local);
      }
      if (tokens.at("catalog")) {
        throw tokens.unsupported(tokens.peek(), "current database");
      }
    }
    String name = settingName();
    if (tokens.at("from", "current")) {
      throw tokens.unsupported(tokens.peek(), "SET FROM CURRENT");
    }
    if (!tokens.acceptKind(PgGrammarConstants.EQ)) {
      tokens.expect("to");
    }
    return new SetVariable(name, tokens.accept("default") ? null : values(), local);
  }

  private static boolean isAssignment(SqlToken token) {
    return token.kind == PgGrammarConstants.EQ
        || token.is("to")
        || token.kind == PgGrammarConstants.DOT;
  }

  private @Nullable List<String> timeZone() {
    if (tokens.accept("default") || tokens.accept("local")) {
      return null;
    }
    if (tokens.accept("interval")) {
      if (tokens.acceptKind(PgGrammarConstants.LPAREN)) {
        tokens.integer();
        tokens.close();
      }
      String text = tokens.string();
      tokens.run(PgGrammar::PgIntervalFields);
      return List.of(posixZone(text));
    }
    SqlToken zone = tokens.peek();
    if (Names.isLabel(zone) && zone.category != null) {
      throw tokens.unexpected();
    }
    return List.of(value());
  }

  /// An interval east of Greenwich as the POSIX zone PostgreSQL shows for it: `<-08>+08`.
  private static String posixZone(String text) {
    Matcher offset = OFFSET.matcher(text);
    if (!offset.matches()) {
      return text;
    }
    boolean west = offset.group(1).equals("-");
    int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
    String hours = "%02d".formatted(Integer.parseInt(offset.group(2)));
    String amount = minutes == 0 ? hours : "%s:%02d".formatted(hours, minutes);
    return west ? "<-" + amount + ">+" + amount : "<+" + amount + ">-" + amount;
  }

  private @Nullable List<String> encoding() {
    if (tokens.accept("default") || !tokens.atKind(PgGrammarConstants.PG_STRING)) {
      return null;
    }
    return List.of(tokens.string());
  }

  private @Nullable List<String> orDefault() {
    return tokens.accept("default") ? null : List.of(wordOrString());
  }

  private String wordOrString() {
    if (tokens.atKind(PgGrammarConstants.PG_STRING)) {
      return tokens.string();
    }
    return tokens.nonReserved();
  }

  private List<String> values() {
    List<String> values = new ArrayList<>();
    do {
      values.add(value());
    } while (tokens.acceptComma());
    return values;
  }

  /// A word, a string, or a number with its sign.
  private String value() {
    boolean negative = tokens.acceptKind(PgGrammarConstants.MINUS);
    boolean sign = negative || tokens.acceptKind(PgGrammarConstants.PLUS);
    SqlToken token = tokens.peek();
    boolean number =
        token.kind == PgGrammarConstants.UNSIGNED_INTEGER_LITERAL
            || token.kind == PgGrammarConstants.APPROX_NUMERIC_LITERAL;
    boolean word = !sign && (token.kind == PgGrammarConstants.PG_STRING || isSettingWord(token));
    if (!number && !word) {
      throw tokens.unexpected();
    }
    tokens.next();
    return negative ? "-" + token.image : token.image;
  }

  private static boolean isSettingWord(SqlToken token) {
    return Names.isLabel(token)
        && (token.category != Keywords.Category.RESERVED
            || token.is("true")
            || token.is("false")
            || token.is("on"));
  }

  private String settingName() {
    StringBuilder name = new StringBuilder(tokens.name());
    while (tokens.acceptKind(PgGrammarConstants.DOT)) {
      name.append('.').append(tokens.name());
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  Statement reset() {
    tokens.expect("reset");
    return new Reset(tokens.accept("all") ? null : shownName());
  }

  Statement show() {
    tokens.expect("show");
    return new Show(tokens.accept("all") ? "all" : shownName());
  }

  private String shownName() {
    if (tokens.accept("time", "zone")) {
      return "timezone";
    }
    if (tokens.accept("transaction", "isolation")) {
      tokens.expect("level");
      return "transaction_isolation";
    }
    if (tokens.accept("session", "authorization")) {
      return "session_authorization";
    }
    return settingName();
  }

  Statement discard() {
    tokens.expect("discard");
    if (tokens.accept("all")) {
      return new Discard(Target.ALL);
    }
    if (tokens.accept("plans")) {
      return new Discard(Target.PLANS);
    }
    if (tokens.accept("sequences")) {
      return new Discard(Target.SEQUENCES);
    }
    if (!tokens.accept("temp")) {
      tokens.expect("temporary");
    }
    return new Discard(Target.TEMP);
  }
}
