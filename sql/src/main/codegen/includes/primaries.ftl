<#-- The operands of operators: constants, columns, calls, parentheses. -->

SqlNode PgPrimary() :
{
  Token t;
  SqlNode e;
}
{
  LOOKAHEAD(1) t = <PG_STRING> { return Expressions.string(t.image, at(t)); }
|
  LOOKAHEAD(1) ( LOOKAHEAD(1) t = <UNSIGNED_INTEGER_LITERAL> | LOOKAHEAD(1) t = <APPROX_NUMERIC_LITERAL> )
  { return new Constant(Constant.Kind.NUMBER, t.image, at(t)); }
|
  LOOKAHEAD(1) t = <PG_BITS> {
    return new Constant(
        t.image.charAt(0) == 'b' ? Constant.Kind.BITS : Constant.Kind.HEX_BITS,
        t.image.substring(1), at(t));
  }
|
  LOOKAHEAD(1) ( LOOKAHEAD(1) t = <TRUE> | LOOKAHEAD(1) t = <FALSE> ) { return new Constant(Constant.Kind.BOOLEAN, ((SqlToken) t).word, at(t)); }
|
  LOOKAHEAD(1) t = <NULL> { return new Constant(Constant.Kind.NULL, "", at(t)); }
|
  LOOKAHEAD(1) t = <PG_PARAMETER> e = PgIndirection(PgParameter(t)) { return e; }
|
  LOOKAHEAD({ peek().kind == LPAREN }) e = PgParenthesized() { return e; }
|
  LOOKAHEAD(1) t = <DEFAULT_> { return new DefaultMarker(at(t)); }
|
  LOOKAHEAD(1) e = PgCaseExpression() { return e; }
|
  LOOKAHEAD(1) e = PgArrayExpression() { return e; }
|
  LOOKAHEAD({ (peek().kind == CAST || peek().kind == TREAT) && peek().after().kind == LPAREN })
  e = PgCastCall() { return e; }
|
  LOOKAHEAD({ Names.isXmlCall(peek()) })
  e = PgXmlCall() { return e; }
|
  LOOKAHEAD({ Names.isValueFunction(peek()) }) e = PgValueFunction() { return e; }
|
  LOOKAHEAD({ Names.isCallByKeyword(peek()) }) e = PgKeywordCall() { return e; }
|
  LOOKAHEAD({ Names.isTypedConstant(peek()) }) e = PgTypedConstant() { return e; }
|
  e = PgNameExpression() { return e; }
}

JAVACODE
SqlNode PgXmlCall() {
  throw errors().unsupported(peek(), peek().word.toUpperCase(Locale.ROOT));
}

JAVACODE
SqlNode PgParameter(Token t) {
  if (t.image.length() > 9) {
    throw new DatabaseException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + t.image)
        .position(t.beginColumn);
  }
  int number = Integer.parseInt(t.image);
  if (number < 1 || number > 65535) {
    throw new DatabaseException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + number)
        .position(t.beginColumn);
  }
  return new SqlDynamicParam(number - 1, at(t));
}

/** (expression), (a, b), (query), each with what may follow. */
SqlNode PgParenthesized() :
{
  SqlToken t;
  SqlNode e;
  List<SqlNode> list;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ Names.isQueryInParentheses(peek()) })
    e = PgParenthesizedQuery()
    { e = new SubqueryExpression(SubqueryExpression.Kind.SCALAR, (QueryExpression) e, at(t)); }
  |
    LOOKAHEAD(1) <LPAREN> list = PgExpressionList() <RPAREN>
    { e = list.size() == 1 ? list.get(0) : new RowConstructor(list, false, at(t)); }
  )
  (
    LOOKAHEAD({ e instanceof RowConstructor && !((RowConstructor) e).explicit }) { return e; }
  |
    e = PgIndirection(e) { return e; }
  )
}

QueryExpression PgParenthesizedQuery() :
{
  QueryExpression query;
}
{
  <LPAREN> query = PgQuery() <RPAREN> { return query; }
}

/** Subscripts and fields behind a value. */
SqlNode PgIndirection(SqlNode base) :
{
}
{
  (
    LOOKAHEAD({ peek().kind == LBRACKET || peek().kind == DOT })
    base = PgIndirectionStep(base)
  )*
  { return base; }
}

SqlNode PgIndirectionStep(SqlNode base) :
{
  SqlToken t;
  List<Subscript.Index> indexes;
}
{
  (
    LOOKAHEAD({ peek().kind == LBRACKET })
    { t = peek(); }
    indexes = PgSubscripts() { base = new Subscript(base, indexes, at(t)); }
  |
    LOOKAHEAD(1)
    <DOT> { t = peek(); if (t.kind == STAR) { PgAny(); } else { PgLabel(); } }
    { base = new FieldAccess(base, t.image, at(t)); }
  )
  { return base; }
}

List<Subscript.Index> PgSubscripts() :
{
  List<Subscript.Index> indexes = new ArrayList<Subscript.Index>();
  SqlNode lower;
  SqlNode upper;
  boolean slice;
}
{
  (
    LOOKAHEAD({ peek().kind == LBRACKET })
    <LBRACKET>
    { lower = null; upper = null; slice = false; }
    ( LOOKAHEAD({ peek().kind != COLON }) upper = PgExpression() )?
    (
      LOOKAHEAD({ peek().kind == COLON })
      <COLON> { slice = true; lower = upper; upper = null; }
      ( LOOKAHEAD({ peek().kind != RBRACKET }) upper = PgExpression() )?
    )?
    <RBRACKET>
    { indexes.add(new Subscript.Index(slice, lower, upper)); }
  )+
  { return indexes; }
}

SqlNode PgCaseExpression() :
{
  Token t;
  SqlNode operand = null;
  SqlNode when;
  SqlNode then;
  SqlNode otherwise = null;
  List<CaseExpression.When> branches = new ArrayList<CaseExpression.When>();
}
{
  t = <CASE>
  ( LOOKAHEAD({ peek().kind != WHEN }) operand = PgExpression() )?
  (
    LOOKAHEAD(1)
    <WHEN> when = PgExpression() <THEN> then = PgExpression()
    { branches.add(new CaseExpression.When(when, then)); }
  )+
  ( LOOKAHEAD(1) <ELSE> otherwise = PgExpression() )?
  <END>
  { return new CaseExpression(operand, branches, otherwise, at(t)); }
}

SqlNode PgArrayExpression() :
{
  Token t;
  QueryExpression query;
  SqlNode e;
}
{
  t = <ARRAY>
  (
    LOOKAHEAD({ peek().kind == LPAREN })
    query = PgParenthesizedQuery()
    { return new SubqueryExpression(SubqueryExpression.Kind.ARRAY, query, at(t)); }
  |
    LOOKAHEAD(1) e = PgArrayElements(at(t)) { return e; }
  )
}

SqlNode PgArrayElements(SqlParserPos pos) :
{
  List<SqlNode> elements = new ArrayList<SqlNode>();
  SqlNode e;
}
{
  <LBRACKET>
  (
    LOOKAHEAD({ peek().kind == LBRACKET })
    e = PgArrayElements(at(peek())) { elements.add(e); }
    ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> e = PgArrayElements(at(peek())) { elements.add(e); } )*
  |
    LOOKAHEAD({ peek().kind != RBRACKET })
    elements = PgExpressionList()
  |
    {}
  )
  <RBRACKET>
  { return new ArrayConstructor(elements, pos); }
}

SqlNode PgCastCall() :
{
  Token t;
  SqlNode e;
  TypeName type;
}
{
  ( LOOKAHEAD(1) t = <CAST> | LOOKAHEAD(1) t = <TREAT> )
  <LPAREN> e = PgExpression() <AS> type = PgType() <RPAREN>
  { return new Cast(e, type, at(t)); }
}

SqlNode PgValueFunction() :
{
  SqlToken t;
  SqlToken digits;
  int precision = -1;
}
{
  t = PgAny()
  (
    LOOKAHEAD({ peek().kind == LPAREN && Names.takesPrecision(t) })
    <LPAREN> digits = PgInteger() <RPAREN> { precision = Integer.parseInt(digits.image); }
  )?
  { return new ValueFunction(ValueFunction.Kind.valueOf(t.word.toUpperCase(Locale.ROOT)), precision, at(t)); }
}

/** type 'text' where the type begins with a key word of SQL. */
SqlNode PgTypedConstant() :
{
  SqlToken first;
  TypeName type;
  Token t;
  int fields;
}
{
  { first = peek(); }
  (
    LOOKAHEAD({ first.is("interval") && first.after().kind == PG_STRING })
    PgAny() t = <PG_STRING> type = PgIntervalType(first)
  |
    type = PgSimpleType() t = <PG_STRING>
  )
  { return new Cast(Expressions.string(t.image, at(t)), type, at(first)); }
}

/** A column, a call, or a constant of a named type. */
SqlNode PgNameExpression() :
{
  SqlToken first;
  SqlToken part;
  ArrayList<String> names;
  ArrayList<SqlParserPos> places;
  Token t;
  SqlNode e;
}
{
  {
    first = peek();
    if (first.kind == CAST) {
      throw errors().at(first.after());
    }
    if (!Names.isColumnId(first) && !(Names.isTypeOrFunctionId(first) && first.after().kind == LPAREN)
        && !(Names.isTypeOrFunctionId(first) && first.after().kind == PG_STRING)) {
      throw errors().at(Names.isTypeOrFunctionId(first) ? first.after() : first);
    }
    names = new ArrayList<String>(2);
    places = new ArrayList<SqlParserPos>(2);
  }
  first = PgAny()
  {
    names.add(first.image);
    places.add(at(first));
  }
  (
    LOOKAHEAD({ peek().kind == DOT })
    <DOT>
    {
      part = peek();
      if (part.kind == STAR) {
        getNextToken();
        names.add("");
        places.add(at(part));
        return new SqlIdentifier(names, null, at(first), places);
      }
      PgLabel();
      names.add(part.image);
      places.add(at(part));
    }
  )*
  (
    LOOKAHEAD({ peek().kind == LPAREN && (names.size() > 1 || Names.isTypeOrFunctionId(first)) })
    e = PgCall(new ObjectName(names, first.beginColumn), at(first)) { return e; }
  |
    LOOKAHEAD({ peek().kind == PG_STRING && (names.size() > 1 || Names.isTypeOrFunctionId(first)) })
    t = <PG_STRING> {
      return new Cast(
          Expressions.string(t.image, at(t)),
          TypeNames.of(new ObjectName(names, first.beginColumn), Collections.<SqlNode>emptyList(), at(first)),
          at(first));
    }
  |
    e = PgIndirection(new SqlIdentifier(names, null, at(first), places)) { return e; }
  )
}
