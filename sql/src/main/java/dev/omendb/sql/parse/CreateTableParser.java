package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.Constraint;
import dev.omendb.sql.parse.statement.CreateTable;
import dev.omendb.sql.parse.statement.CreateTable.OnCommit;
import dev.omendb.sql.parse.statement.CreateTable.Persistence;
import dev.omendb.sql.parse.statement.CreateTableAs;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.parse.statement.TableElement;
import dev.omendb.sql.parse.statement.TableElement.LikeKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CREATE TABLE and CREATE TABLE AS.
final class CreateTableParser {
  private final TokenCursor tokens;
  private final StatementParser statements;
  private final ConstraintParser constraints;

  CreateTableParser(TokenCursor tokens, StatementParser statements) {
    this.tokens = tokens;
    this.statements = statements;
    this.constraints = new ConstraintParser(tokens);
  }

  /// From behind the words CREATE [TEMP|UNLOGGED] TABLE.
  Statement create(Persistence persistence) {
    boolean ifNotExists = tokens.ifNotExists();
    ObjectName name = tokens.qualifiedName();
    if (tokens.at("of")) {
      throw tokens.unsupported(tokens.peek(), "CREATE TABLE OF");
    }
    if (tokens.accept("partition")) {
      tokens.expect("of");
      throw tokens.unsupported(tokens.previous(), "PARTITION OF");
    }
    boolean columnNames = atColumnNames();
    List<String> columns = columnNames ? tokens.namesInParentheses() : List.of();
    boolean defined = !columnNames && tokens.atKind(PgGrammarConstants.LPAREN);
    List<TableElement> elements = defined ? elements() : List.of();
    if (tokens.at("inherits")) {
      throw tokens.unsupported(tokens.peek(), "INHERITS");
    }
    if (tokens.accept("partition")) {
      tokens.expect("by");
      throw tokens.unsupported(tokens.previous(), "PARTITION BY");
    }
    @Nullable String accessMethod = tokens.accept("using") ? tokens.name() : null;
    List<Option> options = storageOptions();
    OnCommit onCommit = onCommit();
    @Nullable String tablespace = tokens.accept("tablespace") ? tokens.name() : null;
    if (defined) {
      return new CreateTable(
          name, persistence, ifNotExists, elements, accessMethod, options, onCommit, tablespace);
    }
    tokens.expect("as");
    return asQuery(name, persistence, ifNotExists, columns, options, onCommit);
  }

  private Statement asQuery(
      ObjectName name,
      Persistence persistence,
      boolean ifNotExists,
      List<String> columns,
      List<Option> options,
      OnCommit onCommit) {
    Statement query = tokens.at("execute") ? statements.statement() : statements.query();
    boolean withData = true;
    if (tokens.accept("with")) {
      withData = !tokens.accept("no");
      tokens.expect("data");
    }
    return new CreateTableAs(
        name, persistence, ifNotExists, columns, options, onCommit, query, withData);
  }

  /// `(a, b)` rather than `(a type`.
  private boolean atColumnNames() {
    if (!tokens.atKind(PgGrammarConstants.LPAREN) || !Names.isColumnId(tokens.peek(1))) {
      return false;
    }
    int behind = tokens.peek(2).kind;
    return behind == PgGrammarConstants.COMMA || behind == PgGrammarConstants.RPAREN;
  }

  private List<TableElement> elements() {
    List<TableElement> elements = new ArrayList<>();
    tokens.open();
    if (tokens.acceptKind(PgGrammarConstants.RPAREN)) {
      return elements;
    }
    do {
      elements.add(element());
    } while (tokens.acceptComma());
    tokens.close();
    return elements;
  }

  private TableElement element() {
    if (tokens.accept("like")) {
      return new TableElement.Like(tokens.qualifiedName(), likeKinds());
    }
    if (constraints.atTableConstraint()) {
      return new TableElement.TableConstraint(constraints.ofTable());
    }
    return column();
  }

  /// A column's name, type and constraints; ALTER TABLE ADD COLUMN uses it too.
  TableElement.Column column() {
    int position = tokens.peek().beginColumn;
    String name = tokens.name();
    TypeName type = tokens.type();
    @Nullable String storage = tokens.accept("storage") ? tokens.label() : null;
    @Nullable String compression = tokens.accept("compression") ? tokens.label() : null;
    @Nullable ObjectName collation = null;
    List<Constraint> list = new ArrayList<>();
    while (true) {
      if (tokens.accept("collate")) {
        collation = tokens.qualifiedName();
        continue;
      }
      Constraint constraint = constraints.ofColumn();
      if (constraint == null) {
        return new TableElement.Column(name, type, collation, storage, compression, list, position);
      }
      list.add(constraint);
    }
  }

  private Set<LikeKind> likeKinds() {
    Set<LikeKind> kinds = EnumSet.noneOf(LikeKind.class);
    while (tokens.at("including") || tokens.at("excluding")) {
      boolean including = tokens.next().is("including");
      Set<LikeKind> named =
          tokens.accept("all") ? EnumSet.allOf(LikeKind.class) : EnumSet.of(likeKind());
      if (including) {
        kinds.addAll(named);
      } else {
        kinds.removeAll(named);
      }
    }
    return kinds;
  }

  private LikeKind likeKind() {
    for (LikeKind kind : LikeKind.values()) {
      if (tokens.accept(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw tokens.unexpected();
  }

  private List<Option> storageOptions() {
    if (tokens.accept("without", "oids")) {
      return List.of();
    }
    return tokens.accept("with") ? tokens.options() : List.of();
  }

  private OnCommit onCommit() {
    if (!tokens.acceptPhrase("on", "commit")) {
      return OnCommit.PRESERVE_ROWS;
    }
    if (tokens.accept("drop")) {
      return OnCommit.DROP;
    }
    boolean delete = tokens.accept("delete");
    if (!delete) {
      tokens.expect("preserve");
    }
    tokens.expect("rows");
    return delete ? OnCommit.DELETE_ROWS : OnCommit.PRESERVE_ROWS;
  }
}
