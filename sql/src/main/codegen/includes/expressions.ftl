<#-- Operators by precedence climbing; see Precedence for the levels. -->

/** Any expression. */
SqlNode PgExpression() :
{
  SqlNode e;
}
{
  e = PgInfix(Precedence.OR, false) { return e; }
}

/** PostgreSQL's b_expr: without AND, NOT, IN, LIKE, BETWEEN, IS NULL. */
SqlNode PgRestrictedExpression() :
{
  SqlNode e;
}
{
  e = PgInfix(Precedence.OR, true) { return e; }
}

List<SqlNode> PgExpressionList() :
{
  SqlNode e;
  List<SqlNode> list = new ArrayList<SqlNode>();
}
{
  e = PgExpression() { list.add(e); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> e = PgExpression() { list.add(e); } )*
  { return list; }
}

/** An expression whose infix operators bind at least as tightly as `least`. */
SqlNode PgInfix(int least, boolean restricted) :
{
  SqlNode left;
}
{
  left = PgPrefix(restricted)
  (
    LOOKAHEAD({ Precedence.of(peek(), restricted) >= least && Precedence.of(peek(), restricted) > 0 })
    left = PgInfixTail(left, restricted)
  )*
  { return left; }
}

SqlNode PgPrefix(boolean restricted) :
{
  Token t;
  SqlNode e;
  OperatorCall op;
}
{
  LOOKAHEAD({ peek().kind == NOT && !restricted })
  t = <NOT> e = PgInfix(Precedence.NOT, false) { return Expressions.not(e, at(t)); }
|
  LOOKAHEAD({ peek().kind == MINUS })
  t = <MINUS> e = PgInfix(Precedence.SIGN, restricted) { return Expressions.negate(e, at(t)); }
|
  LOOKAHEAD({ peek().kind == PLUS })
  t = <PLUS> e = PgInfix(Precedence.SIGN, restricted) { return Expressions.operator(null, "+", e, at(t)); }
|
  LOOKAHEAD({ Names.isPrefixOperator(peek()) })
  { t = peek(); }
  op = PgOperator(null)
  e = PgInfix(Precedence.OPERATOR + 1, restricted)
  { return new OperatorCall(op.schema, op.name, null, e, at(t)); }
|
  e = PgPrimary() { return e; }
}

/** An operator's name, OPERATOR(schema.name) too, as a call with a placeholder operand. */
OperatorCall PgOperator(SqlNode placeholder) :
{
  SqlToken t;
  SqlToken part;
  String schema = null;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ t.is("operator") })
    PgAny() <LPAREN>
    ( LOOKAHEAD({ Names.isColumnId(peek()) }) part = PgColumnId() <DOT> { schema = part.image; } )*
    part = PgSymbols() <RPAREN>
  |
    part = PgSymbols()
  )
  { return new OperatorCall(schema, part.image, null, new DefaultMarker(at(t)), at(t)); }
}

JAVACODE
SqlToken PgSymbols() {
  if (!Names.isSymbols(peek())) {
    throw unexpected();
  }
  return (SqlToken) getNextToken();
}

/** What follows the left operand of an infix construct. */
SqlNode PgInfixTail(SqlNode left, boolean restricted) :
{
  Token t;
  SqlNode right;
  ObjectName name;
  TypeName type;
}
{
  LOOKAHEAD({ peek().kind == PG_CAST })
  t = <PG_CAST> type = PgType() { return new Cast(left, type, at(t)); }
|
  LOOKAHEAD({ peek().kind == AND })
  right = PgChain(left, AND, Precedence.AND, LogicalCall.Kind.AND) { return right; }
|
  LOOKAHEAD({ peek().kind == OR })
  right = PgChain(left, OR, Precedence.OR, LogicalCall.Kind.OR) { return right; }
|
  LOOKAHEAD({ Names.isSymbols(peek()) || peek().is("operator") })
  right = PgOperatorTail(left, restricted) { return right; }
|
  LOOKAHEAD({ peek().kind == IS || peek().kind == ISNULL || peek().kind == NOTNULL })
  right = PgIsTail(left, restricted) { return right; }
|
  LOOKAHEAD({ peek().kind == COLLATE })
  t = <COLLATE> name = PgQualifiedName() { return new Collate(left, name, at(t)); }
|
  LOOKAHEAD({ peek().is("at") })
  t = PgAny() PgWord("time") PgWord("zone") right = PgInfix(Precedence.AT_TIME_ZONE + 1, restricted)
  { return Expressions.system("timezone", Arrays.asList(right, left), at(t)); }
|
  LOOKAHEAD({ peek().kind == OVERLAPS })
  t = <OVERLAPS> right = PgInfix(Precedence.OPERATOR + 1, restricted) {
    if (!Expressions.isPair(left) || !Expressions.isPair(right)) {
      throw errors().plain(t, "wrong number of parameters on "
          + (Expressions.isPair(left) ? "right" : "left") + " side of OVERLAPS expression");
    }
    return Expressions.overlaps(left, right, at(t));
  }
|
  right = PgMatchTail(left) { return right; }
}

/** All of `AND b AND c …` in one node. */
SqlNode PgChain(SqlNode left, int kind, int precedence, LogicalCall.Kind connective) :
{
  SqlToken first;
  SqlNode right;
  List<SqlNode> operands = new ArrayList<SqlNode>();
}
{
  { first = peek(); operands.add(left); }
  (
    LOOKAHEAD({ peek().kind == kind })
    PgAny() right = PgInfix(precedence + 1, false) { operands.add(right); }
  )+
  { return new LogicalCall(connective, operands, at(first)); }
}

/** `operator right`, or `operator ANY (…)`. */
SqlNode PgOperatorTail(SqlNode left, boolean restricted) :
{
  SqlToken t;
  OperatorCall op;
  SqlNode right;
  int precedence;
}
{
  { t = peek(); precedence = Precedence.of(t, restricted); }
  op = PgOperator(null)
  (
    LOOKAHEAD({ Names.isQuantifier(peek()) })
    right = PgQuantifiedTail(left, op.schema, op.name, false, at(t)) { return right; }
  |
    right = PgInfix(precedence + 1, restricted) {
      if (!Precedence.chains(precedence) && Precedence.of(peek(), restricted) == precedence) {
        throw unexpected();
      }
      return new OperatorCall(op.schema, op.name, left, right, at(t));
    }
  )
}

/** ANY|SOME|ALL (query or array). */
SqlNode PgQuantifiedTail(SqlNode left, String schema, String operator, boolean negated, SqlParserPos pos) :
{
  SqlToken t;
  SqlNode right;
}
{
  t = PgAny()
  (
    LOOKAHEAD({ Names.isQueryInParentheses(peek()) })
    right = PgParenthesizedQuery()
  |
    LOOKAHEAD(1) <LPAREN> right = PgExpression() <RPAREN>
  )
  { return new Quantified(left, schema, operator, t.is("all"), negated, right, pos); }
}

SqlNode PgIsTail(SqlNode left, boolean restricted) :
{
  SqlToken t;
  boolean negated = false;
  SqlNode right;
  IsTest.Kind kind;
}
{
  t = PgAny()
  (
    LOOKAHEAD({ t.kind == ISNULL }) { return new IsTest(IsTest.Kind.NULL, left, false, at(t)); }
  |
    LOOKAHEAD({ t.kind == NOTNULL }) { return new IsTest(IsTest.Kind.NULL, left, true, at(t)); }
  |
    { negated = accept("not"); }
    (
      LOOKAHEAD({ peek().kind == DISTINCT })
      <DISTINCT> <FROM> right = PgInfix(Precedence.IS + 1, restricted)
      { return new DistinctTest(left, right, negated, at(t)); }
    |
      kind = PgIsWord() { return new IsTest(kind, left, negated, at(t)); }
    )
  )
}

JAVACODE
IsTest.Kind PgIsWord() {
  SqlToken t = peek();
  IsTest.Kind kind = Names.isTest(t);
  if (kind == null) {
    throw unexpected();
  }
  getNextToken();
  if (Names.isNormalForm(t)) {
    PgWord("normalized");
  }
  return kind;
}

/** [NOT] BETWEEN, IN, LIKE, ILIKE, SIMILAR TO. */
SqlNode PgMatchTail(SqlNode left) :
{
  SqlToken t;
  boolean negated;
  SqlNode e;
}
{
  { t = peek(); negated = accept("not"); }
  (
    LOOKAHEAD({ peek().kind == BETWEEN }) e = PgBetweenTail(left, negated, at(t))
  |
    LOOKAHEAD({ peek().kind == IN }) e = PgInTail(left, negated, at(t))
  |
    e = PgLikeTail(left, negated, at(t))
  )
  { return e; }
}

SqlNode PgBetweenTail(SqlNode left, boolean negated, SqlParserPos pos) :
{
  boolean symmetric = false;
  SqlNode low;
  SqlNode high;
}
{
  <BETWEEN> {
    if (!(symmetric = accept("symmetric"))) {
      accept("asymmetric");
    }
  }
  low = PgRestrictedExpression() <AND> high = PgInfix(Precedence.MATCH + 1, false) {
    if (Precedence.of(peek(), false) == Precedence.MATCH) {
      throw unexpected();
    }
    return new Between(left, low, high, symmetric, negated, pos);
  }
}

SqlNode PgInTail(SqlNode left, boolean negated, SqlParserPos pos) :
{
  SqlNode query;
  List<SqlNode> list;
}
{
  <IN>
  (
    LOOKAHEAD({ Names.isQueryInParentheses(peek()) })
    query = PgParenthesizedQuery()
    { return new Quantified(left, null, "=", false, negated, query, pos); }
  |
    LOOKAHEAD(1) <LPAREN> list = PgExpressionList() <RPAREN>
    { return new InList(left, list, negated, pos); }
  )
}

SqlNode PgLikeTail(SqlNode left, boolean negated, SqlParserPos pos) :
{
  SqlToken t;
  SqlNode right;
  SqlNode escape = null;
}
{
  t = PgAny() { if (t.kind == SIMILAR) { PgWord("to"); } }
  (
    LOOKAHEAD({ t.kind != SIMILAR && Names.isQuantifier(peek()) })
    right = PgQuantifiedTail(left, null, Names.likeOperator(t, negated), false, pos) { return right; }
  |
    right = PgInfix(Precedence.MATCH + 1, false)
    ( LOOKAHEAD({ peek().is("escape") }) PgAny() escape = PgInfix(Precedence.MATCH + 1, false) )?
    {
      if (Precedence.of(peek(), false) == Precedence.MATCH) {
        throw unexpected();
      }
      if (t.kind == SIMILAR) {
        right = Expressions.system(
            "similar_to_escape",
            escape == null ? Collections.singletonList(right) : Arrays.asList(right, escape), pos);
      } else if (escape != null) {
        right = Expressions.system("like_escape", Arrays.asList(right, escape), pos);
      }
      return Expressions.operator(left, Names.likeOperator(t, negated), right, pos);
    }
  )
}
