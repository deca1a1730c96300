<#--
  Tokens and names. The lexer gives every word that PostgreSQL does not reserve the kind IDENTIFIER,
  so productions look at its text; reserved words have kinds of their own.
-->

JAVACODE
SyntaxErrors errors() {
  return ((TokenSource) token_source).errors;
}

JAVACODE
SqlToken peek() {
  return (SqlToken) getToken(1);
}

/** Moves over any one token. */
JAVACODE
SqlToken PgAny() {
  return (SqlToken) getNextToken();
}

JAVACODE
DatabaseException unexpected() {
  return errors().at(peek());
}

/** Moves over the word, whether PostgreSQL reserves it or not. */
JAVACODE
SqlToken PgWord(String word) {
  if (!peek().is(word)) {
    throw unexpected();
  }
  return (SqlToken) getNextToken();
}

JAVACODE
boolean accept(String word) {
  if (peek().is(word)) {
    getNextToken();
    return true;
  }
  return false;
}

JAVACODE
boolean acceptKind(int kind) {
  if (peek().kind == kind) {
    getNextToken();
    return true;
  }
  return false;
}

JAVACODE
SqlParserPos at(Token token) {
  return new SqlParserPos(1, token.beginColumn, 1, token.endColumn);
}

/** A column, table or alias name. */
JAVACODE
SqlToken PgColumnId() {
  if (!Names.isColumnId(peek())) {
    throw unexpected();
  }
  return (SqlToken) getNextToken();
}

/** The name of a type or function that is not qualified. */
JAVACODE
SqlToken PgTypeOrFunctionId() {
  if (!Names.isTypeOrFunctionId(peek())) {
    throw unexpected();
  }
  return (SqlToken) getNextToken();
}

/** Any word at all. */
JAVACODE
SqlToken PgLabel() {
  if (!Names.isLabel(peek())) {
    throw unexpected();
  }
  return (SqlToken) getNextToken();
}

/** name or qualifier.name, and so on. */
ObjectName PgQualifiedName() :
{
  SqlToken first;
  SqlToken part;
  List<String> parts;
}
{
  first = PgColumnId()
  (
    LOOKAHEAD({ peek().kind != DOT }) { return new ObjectName(List.of(first.image), first.beginColumn); }
  |
    LOOKAHEAD({ true })
    { parts = new ArrayList<String>(); parts.add(first.image); }
    ( LOOKAHEAD({ peek().kind == DOT }) <DOT> part = PgLabel() { parts.add(part.image); } )+
    { return new ObjectName(parts, first.beginColumn); }
  )
}

/** A name in a text of its own, where no word is reserved. */
ObjectName PgAnyName() :
{
  SqlToken first;
  SqlToken part;
  List<String> parts = new ArrayList<String>();
}
{
  first = PgLabel() { parts.add(first.image); }
  ( LOOKAHEAD({ peek().kind == DOT }) <DOT> part = PgLabel() { parts.add(part.image); } )*
  { return new ObjectName(parts, first.beginColumn); }
}

/** A function's name; words like LEFT are functions too. */
ObjectName PgFunctionName() :
{
  SqlToken first;
  SqlToken part;
  List<String> parts = new ArrayList<String>();
}
{
  first = PgTypeOrFunctionId() { parts.add(first.image); }
  ( LOOKAHEAD({ peek().kind == DOT }) <DOT> part = PgLabel() { parts.add(part.image); } )*
  { return new ObjectName(parts, first.beginColumn); }
}

/** ( name, name, … ) */
List<String> PgParenthesizedNames() :
{
  SqlToken name;
  List<String> names = new ArrayList<String>();
}
{
  <LPAREN> name = PgColumnId() { names.add(name.image); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> name = PgColumnId() { names.add(name.image); } )*
  <RPAREN>
  { return names; }
}
