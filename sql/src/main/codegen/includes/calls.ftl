<#-- Function calls, and the constructs that look like them. -->

/** The arguments of a named function and the clauses behind them. */
SqlNode PgCall(ObjectName name, SqlParserPos pos) :
{
  List<FunctionCall.Argument> arguments = new ArrayList<FunctionCall.Argument>();
  List<SortItem> orderBy = Collections.<SortItem>emptyList();
  boolean star = false;
  boolean distinct = false;
  boolean variadic = false;
  boolean withinGroup = false;
  SqlNode filter = null;
  WindowSpec over = null;
  Token t;
}
{
  <LPAREN>
  (
    LOOKAHEAD({ peek().kind == STAR }) <STAR> { star = true; }
  |
    LOOKAHEAD({ peek().kind != RPAREN })
    {
      if (!(distinct = accept("distinct"))) {
        accept("all");
      }
    }
    variadic = PgArgument(arguments)
    (
      LOOKAHEAD({ peek().kind == COMMA && !variadic })
      <COMMA> variadic = PgArgument(arguments)
    )*
    ( LOOKAHEAD({ peek().kind == ORDER }) orderBy = PgOrderBy() )?
  |
    {}
  )
  <RPAREN>
  (
    LOOKAHEAD({ peek().kind == PG_STRING && !star && !distinct })
    t = <PG_STRING> {
      List<SqlNode> typmods = new ArrayList<SqlNode>();
      for (FunctionCall.Argument argument : arguments) {
        typmods.add(argument.value());
      }
      return new Cast(Expressions.string(t.image, at(t)), TypeNames.of(name, typmods, pos), pos);
    }
  )?
  (
    LOOKAHEAD({ peek().is("within") && peek().after().kind == GROUP })
    {
      t = peek();
      if (!orderBy.isEmpty()) {
        throw errors().plain(t, "cannot use multiple ORDER BY clauses with WITHIN GROUP");
      }
      if (distinct) {
        throw errors().plain(t, "cannot use DISTINCT with WITHIN GROUP");
      }
      if (variadic) {
        throw errors().plain(t, "cannot use VARIADIC with WITHIN GROUP");
      }
    }
    PgAny() <GROUP> <LPAREN> orderBy = PgOrderBy() <RPAREN> { withinGroup = true; }
  )?
  (
    LOOKAHEAD({ peek().is("filter") && peek().after().kind == LPAREN })
    PgAny() <LPAREN> <WHERE> filter = PgExpression() <RPAREN>
  )?
  ( LOOKAHEAD({ peek().is("over") }) PgAny() over = PgOver() )?
  {
    return new FunctionCall(
        name, arguments, star, distinct, variadic, orderBy, withinGroup, filter, over, pos);
  }
}

/** One argument; true when it was VARIADIC. */
boolean PgArgument(List<FunctionCall.Argument> arguments) :
{
  boolean variadic = false;
  String name = null;
  SqlToken t;
  SqlNode e;
}
{
  { variadic = accept("variadic"); }
  (
    LOOKAHEAD({ Names.isNamedArgument(peek()) })
    t = PgTypeOrFunctionId() PgAny() { name = t.image; }
  )?
  e = PgExpression()
  { arguments.add(new FunctionCall.Argument(name, e)); return variadic; }
}

WindowSpec PgOver() :
{
  SqlToken t;
  WindowSpec spec;
}
{
  LOOKAHEAD({ peek().kind == LPAREN }) spec = PgWindowSpecification(null) { return spec; }
|
  t = PgColumnId() {
    return new WindowSpec(
        null, t.image, false, Collections.<SqlNode>emptyList(), Collections.<SortItem>emptyList(), null, at(t));
  }
}

WindowSpec PgWindowSpecification(String name) :
{
  Token t;
  SqlToken word;
  String reference = null;
  List<SqlNode> partitionBy = Collections.<SqlNode>emptyList();
  List<SortItem> orderBy = Collections.<SortItem>emptyList();
  WindowFrame frame = null;
}
{
  t = <LPAREN>
  ( LOOKAHEAD({ Names.isWindowReference(peek()) }) word = PgColumnId() { reference = word.image; } )?
  ( LOOKAHEAD({ peek().is("partition") }) PgAny() PgWord("by") partitionBy = PgExpressionList() )?
  ( LOOKAHEAD({ peek().kind == ORDER }) orderBy = PgOrderBy() )?
  ( LOOKAHEAD({ Names.isFrameMode(peek()) }) frame = PgFrame() )?
  <RPAREN>
  { return new WindowSpec(name, reference, true, partitionBy, orderBy, frame, at(t)); }
}

WindowFrame PgFrame() :
{
  WindowFrame.Mode mode;
  WindowFrame.Bound start;
  WindowFrame.Bound end = new WindowFrame.Bound(WindowFrame.Bound.Kind.CURRENT_ROW, null);
  WindowFrame.Exclusion exclusion = WindowFrame.Exclusion.NO_OTHERS;
  SqlToken t;
}
{
  t = PgAny() { mode = WindowFrame.Mode.valueOf(t.word.toUpperCase(Locale.ROOT)); }
  (
    LOOKAHEAD({ peek().kind == BETWEEN })
    <BETWEEN> start = PgFrameBound() <AND> end = PgFrameBound()
  |
    { t = peek(); }
    start = PgFrameBound() {
      if (start.kind() == WindowFrame.Bound.Kind.UNBOUNDED_FOLLOWING
          || start.kind() == WindowFrame.Bound.Kind.OFFSET_FOLLOWING) {
        throw Names.badFrame(t, start);
      }
    }
  )
  ( LOOKAHEAD({ peek().is("exclude") }) PgAny() exclusion = PgFrameExclusion() )?
  { return new WindowFrame(mode, start, end, exclusion); }
}

WindowFrame.Bound PgFrameBound() :
{
  SqlNode offset;
}
{
  LOOKAHEAD({ peek().is("unbounded") && Names.isFrameDirection(peek().after()) })
  PgAny() {
    return new WindowFrame.Bound(
        PgAny().is("preceding")
            ? WindowFrame.Bound.Kind.UNBOUNDED_PRECEDING
            : WindowFrame.Bound.Kind.UNBOUNDED_FOLLOWING, null);
  }
|
  LOOKAHEAD({ peek().is("current") && peek().after().is("row") })
  PgAny() PgAny() { return new WindowFrame.Bound(WindowFrame.Bound.Kind.CURRENT_ROW, null); }
|
  offset = PgExpression() {
    if (!Names.isFrameDirection(peek())) {
      throw unexpected();
    }
    return new WindowFrame.Bound(
        PgAny().is("preceding")
            ? WindowFrame.Bound.Kind.OFFSET_PRECEDING
            : WindowFrame.Bound.Kind.OFFSET_FOLLOWING, offset);
  }
}

JAVACODE
WindowFrame.Exclusion PgFrameExclusion() {
  if (accept("current")) {
    PgWord("row");
    return WindowFrame.Exclusion.CURRENT_ROW;
  }
  if (accept("no")) {
    PgWord("others");
    return WindowFrame.Exclusion.NO_OTHERS;
  }
  if (accept("ties")) {
    return WindowFrame.Exclusion.TIES;
  }
  PgWord("group");
  return WindowFrame.Exclusion.GROUP;
}

/** Calls whose name is a key word. */
SqlNode PgKeywordCall() :
{
  SqlToken t;
  SqlNode e;
  SqlNode second;
  List<SqlNode> list = Collections.<SqlNode>emptyList();
  QueryExpression query;
}
{
  LOOKAHEAD({ peek().kind == EXISTS })
  t = PgAny() query = PgParenthesizedQuery()
  { return new SubqueryExpression(SubqueryExpression.Kind.EXISTS, query, at(t)); }
|
  LOOKAHEAD({ peek().kind == COLLATION })
  t = PgAny() <FOR> <LPAREN> e = PgExpression() <RPAREN>
  { return Expressions.system("pg_collation_for", Collections.singletonList(e), at(t)); }
|
  t = PgAny() <LPAREN>
  (
    LOOKAHEAD({ t.kind == ROW })
    ( LOOKAHEAD({ peek().kind != RPAREN }) list = PgExpressionList() )?
    { e = new RowConstructor(list, true, at(t)); }
  |
    LOOKAHEAD({ t.kind == EXTRACT })
    { e = PgExtractField(); } <FROM> second = PgExpression()
    { e = Expressions.system("extract", Arrays.asList(e, second), at(t)); }
  |
    LOOKAHEAD({ t.kind == POSITION })
    e = PgRestrictedExpression() <IN> second = PgRestrictedExpression()
    { e = Expressions.system("position", Arrays.asList(second, e), at(t)); }
  |
    LOOKAHEAD({ t.kind == TRIM }) e = PgTrimTail(at(t))
  |
    LOOKAHEAD({ t.kind == SUBSTRING }) e = PgSubstringTail(at(t))
  |
    LOOKAHEAD({ t.kind == OVERLAY }) e = PgOverlayTail(at(t))
  |
    LOOKAHEAD({ t.kind == NORMALIZE })
    e = PgExpression() { list = new ArrayList<SqlNode>(); list.add(e); }
    (
      LOOKAHEAD({ peek().kind == COMMA })
      <COMMA> { SqlToken form = PgLabel(); list.add(Expressions.string(form.word.toUpperCase(Locale.ROOT), at(form))); }
    )?
    { e = Expressions.system("normalize", list, at(t)); }
  |
    list = PgExpressionList()
    {
      if (t.kind == NULLIF && list.size() != 2) {
        throw errors().at(list.size() < 2 ? peek() : t);
      }
      e = new KeywordCall(KeywordCall.Kind.valueOf(t.word.toUpperCase(Locale.ROOT)), list, at(t));
    }
  )
  <RPAREN>
  { return e; }
}

/** A field name, as a word or a string. */
JAVACODE
SqlNode PgExtractField() {
  SqlToken t = peek();
  if (t.kind != PG_STRING && t.kind != IDENTIFIER) {
    throw unexpected();
  }
  getNextToken();
  return Expressions.string(t.image, at(t));
}

SqlNode PgTrimTail(SqlParserPos pos) :
{
  String function = "btrim";
  List<SqlNode> list = new ArrayList<SqlNode>();
  List<SqlNode> from;
}
{
  {
    if (accept("leading")) {
      function = "ltrim";
    } else if (accept("trailing")) {
      function = "rtrim";
    } else {
      accept("both");
    }
  }
  ( LOOKAHEAD({ peek().kind != FROM }) list = PgExpressionList() )?
  (
    LOOKAHEAD({ peek().kind == FROM })
    <FROM> from = PgExpressionList() { from = new ArrayList<SqlNode>(from); from.addAll(list); list = from; }
  )?
  { return Expressions.system(function, list, pos); }
}

SqlNode PgSubstringTail(SqlParserPos pos) :
{
  List<SqlNode> list = new ArrayList<SqlNode>();
  SqlNode text;
  SqlNode e;
  SqlNode from = null;
  SqlNode length = null;
}
{
  { if (peek().kind == RPAREN) { return Expressions.plain("substring", list, pos); } }
  text = PgExpression()
  (
    LOOKAHEAD({ peek().kind == COMMA })
    { list.add(text); }
    ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> e = PgExpression() { list.add(e); } )+
    { return Expressions.plain("substring", list, pos); }
  |
    LOOKAHEAD({ peek().kind == SIMILAR })
    <SIMILAR> from = PgExpression() { PgWord("escape"); } length = PgExpression()
    { return Expressions.system("substring", Arrays.asList(text, from, length), pos); }
  |
    (
      LOOKAHEAD({ peek().kind == FROM || peek().kind == FOR })
      (
        LOOKAHEAD({ peek().kind == FROM && from == null }) <FROM> from = PgExpression()
      |
        LOOKAHEAD(1) <FOR> length = PgExpression()
      )
    )*
    {
      list.add(text);
      if (from != null) {
        list.add(from);
      } else if (length != null) {
        list.add(TypeNames.number(1, pos));
      }
      if (length != null) {
        list.add(from != null
            ? length
            : new Cast(length, TypeNames.system("int4", Collections.<SqlNode>emptyList(), pos), pos));
      }
      return Expressions.system("substring", list, pos);
    }
  )
}

SqlNode PgOverlayTail(SqlParserPos pos) :
{
  List<SqlNode> list;
  SqlNode e;
}
{
  list = PgExpressionList() { list = new ArrayList<SqlNode>(list); }
  (
    LOOKAHEAD({ peek().kind == PLACING })
    <PLACING> e = PgExpression() { list.add(e); }
    <FROM> e = PgExpression() { list.add(e); }
    ( LOOKAHEAD({ peek().kind == FOR }) <FOR> e = PgExpression() { list.add(e); } )?
    { return Expressions.system("overlay", list, pos); }
  )?
  { return Expressions.plain("overlay", list, pos); }
}
