<#-- The FROM clause. -->

List<SqlNode> PgFromItems() :
{
  SqlNode item;
  List<SqlNode> items = new ArrayList<SqlNode>();
}
{
  item = PgFromItem() { items.add(item); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> item = PgFromItem() { items.add(item); } )*
  { return items; }
}

/** A table with the joins behind it. */
SqlNode PgFromItem() :
{
  SqlNode left;
}
{
  left = PgFromPrimary()
  ( LOOKAHEAD({ Names.isJoin(peek()) }) left = PgJoinTail(left) )*
  { return left; }
}

SqlNode PgJoinTail(SqlNode left) :
{
  SqlToken t;
  SqlNode right;
  JoinReference.Kind kind;
  SqlNode condition = null;
  List<String> using = Collections.<String>emptyList();
  String usingAlias = null;
  boolean natural;
}
{
  { t = peek(); natural = accept("natural"); kind = PgJoinKind(); }
  <JOIN>
  right = PgFromPrimary()
  (
    LOOKAHEAD({ natural || kind == JoinReference.Kind.CROSS })
    { return new JoinReference(kind, natural, left, right, null, using, null, null, at(t)); }
  |
    LOOKAHEAD({ true })
    ( LOOKAHEAD({ Names.isJoin(peek()) }) right = PgJoinTail(right) )*
    (
      LOOKAHEAD({ peek().kind == USING })
      <USING> using = PgParenthesizedNames()
      ( LOOKAHEAD({ peek().kind == AS }) <AS> { usingAlias = PgColumnId().image; } )?
    |
      LOOKAHEAD(1) <ON> condition = PgExpression()
    )
    { return new JoinReference(kind, false, left, right, condition, using, usingAlias, null, at(t)); }
  )
}

/** The words before JOIN. */
JAVACODE
JoinReference.Kind PgJoinKind() {
  if (accept("cross")) {
    return JoinReference.Kind.CROSS;
  }
  if (accept("inner") || peek().kind == JOIN) {
    return JoinReference.Kind.INNER;
  }
  JoinReference.Kind kind;
  if (accept("left")) {
    kind = JoinReference.Kind.LEFT;
  } else if (accept("right")) {
    kind = JoinReference.Kind.RIGHT;
  } else {
    PgWord("full");
    kind = JoinReference.Kind.FULL;
  }
  accept("outer");
  return kind;
}

SqlNode PgFromPrimary() :
{
  SqlToken t;
  SqlNode node;
  boolean lateral = false;
  Alias alias;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ t.kind == LPAREN && !Names.isQueryInParentheses(t) })
    <LPAREN> node = PgFromItem()
    { if (!(node instanceof JoinReference)) { throw unexpected(); } }
    <RPAREN>
    { alias = PgAliasClause(false); return Joins.aliased((JoinReference) node, alias); }
  |
    { lateral = accept("lateral"); t = peek(); }
    (
      LOOKAHEAD({ t.kind == LPAREN })
      node = PgParenthesizedQuery()
      {
        alias = PgAliasClause(false);
        if (alias == null) {
          throw errors().plain(t, Joins.isValues((QueryExpression) node)
              ? "VALUES in FROM must have an alias" : "subquery in FROM must have an alias")
              .hint(Joins.isValues((QueryExpression) node)
                  ? "For example, FROM (VALUES ...) [AS] foo."
                  : "For example, FROM (SELECT ...) [AS] foo.");
        }
        node = new SubqueryReference(lateral, (QueryExpression) node, alias, at(t));
      }
    |
      LOOKAHEAD({ Names.isFunctionInFrom(t) })
      node = PgFunctionInFrom(lateral)
    |
      LOOKAHEAD({ !lateral && !(Names.isTypeOrFunctionId(t) && !Names.isColumnId(t)) })
      node = PgRelation()
      { node = ((TableReference) node).withAlias(PgAliasClause(false)); }
    |
      { if (true) { throw errors().at(Names.isTypeOrFunctionId(t) ? t.after() : t); } }
    )
    {
      if (peek().kind == TABLESAMPLE) {
        throw errors().unsupported(peek(), "TABLESAMPLE");
      }
      return node;
    }
  )
}

/** [ONLY] name [*] */
SqlNode PgRelation() :
{
  SqlToken t;
  ObjectName name;
  boolean only;
}
{
  { t = peek(); only = accept("only"); }
  (
    LOOKAHEAD({ only && peek().kind == LPAREN })
    <LPAREN> name = PgQualifiedName() <RPAREN>
  |
    name = PgQualifiedName() { acceptKind(STAR); }
  )
  { return new TableReference(name, only, null, at(t)); }
}

SqlNode PgFunctionInFrom(boolean lateral) :
{
  SqlToken t;
  SqlNode call;
  boolean ordinality = false;
}
{
  { t = peek(); }
  call = PgPrimary()
  {
    if (peek().is("with")) {
      PgAny();
      PgWord("ordinality");
      ordinality = true;
    }
    return new FunctionReference(lateral, call, ordinality, PgAliasClause(true), at(t));
  }
}

/** [AS] name [(columns)], for a function also a column definition list; null when absent. */
Alias PgAliasClause(boolean definitionsAllowed) :
{
  String name = null;
  List<String> columns = Collections.<String>emptyList();
  List<Alias.Definition> definitions = Collections.<Alias.Definition>emptyList();
  boolean as;
}
{
  { as = accept("as"); }
  (
    LOOKAHEAD({ definitionsAllowed && as && peek().kind == LPAREN })
    definitions = PgDefinitions() { return new Alias(null, columns, definitions); }
  |
    LOOKAHEAD({ as || Names.isColumnId(peek()) })
    { name = PgColumnId().image; }
    (
      LOOKAHEAD({ peek().kind == LPAREN && definitionsAllowed && Names.isDefinitionList(peek()) })
      definitions = PgDefinitions()
    |
      LOOKAHEAD({ peek().kind == LPAREN })
      columns = PgParenthesizedNames()
    |
      {}
    )
    { return new Alias(name, columns, definitions); }
  |
    { return null; }
  )
}

List<Alias.Definition> PgDefinitions() :
{
  Alias.Definition definition;
  List<Alias.Definition> definitions = new ArrayList<Alias.Definition>();
}
{
  <LPAREN> definition = PgDefinition() { definitions.add(definition); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> definition = PgDefinition() { definitions.add(definition); } )*
  <RPAREN>
  { return definitions; }
}

Alias.Definition PgDefinition() :
{
  SqlToken name;
  TypeName type;
}
{
  name = PgColumnId() type = PgType()
  ( LOOKAHEAD({ peek().kind == COLLATE }) <COLLATE> PgQualifiedName() )?
  { return new Alias.Definition(name.image, type); }
}
