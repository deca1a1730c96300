<#-- SELECT, VALUES, TABLE, WITH, set operations and the clauses behind them. -->

/** A statement that is a query or changes data, with an optional WITH in front. */
SqlNode PgQueryOrChange() :
{
  WithClause with = null;
  SqlNode node;
}
{
  ( LOOKAHEAD({ peek().kind == WITH }) with = PgWith() )?
  (
    LOOKAHEAD({ peek().kind == INSERT || peek().is("insert") }) node = PgInsert(with)
  |
    LOOKAHEAD({ peek().is("update") }) node = PgUpdate(with)
  |
    LOOKAHEAD({ peek().is("delete") }) node = PgDelete(with)
  |
    LOOKAHEAD({ true }) node = PgQueryAfter(with)
  )
  { return node; }
}

QueryExpression PgQuery() :
{
  WithClause with = null;
  QueryExpression query;
}
{
  ( LOOKAHEAD({ peek().kind == WITH }) with = PgWith() )?
  query = PgQueryAfter(with) { return query; }
}

/** The query behind its WITH. */
QueryExpression PgQueryAfter(WithClause with) :
{
  SqlToken t;
  SqlNode body;
  List<SortItem> orderBy = Collections.<SortItem>emptyList();
  QueryTail tail;
}
{
  { t = peek(); }
  body = PgSetOperations()
  ( LOOKAHEAD({ peek().kind == ORDER }) orderBy = PgOrderBy() )?
  { tail = new QueryTail(errors()); }
  ( LOOKAHEAD({ QueryTail.begins(peek()) }) PgQueryClause(tail) )*
  {
    if (with == null && orderBy.isEmpty() && tail.isEmpty() && body instanceof QueryExpression) {
      return (QueryExpression) body;
    }
    return tail.query(with, body, orderBy, at(t));
  }
}

/** One of LIMIT, OFFSET, FETCH, FOR UPDATE. */
void PgQueryClause(QueryTail tail) :
{
  SqlToken t;
  SqlNode e;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ t.kind == LIMIT })
    <LIMIT>
    (
      LOOKAHEAD({ peek().kind == ALL }) <ALL> { tail.limit(t, null, false); }
    |
      e = PgExpression()
      (
        LOOKAHEAD({ peek().kind == COMMA })
        <COMMA> PgExpression() {
          throw errors().plain(t, "LIMIT #,# syntax is not supported")
              .hint("Use separate LIMIT and OFFSET clauses.");
        }
      )?
      { tail.limit(t, e, false); }
    )
  |
    LOOKAHEAD({ t.kind == OFFSET })
    <OFFSET> e = PgExpression() { if (!accept("rows")) { accept("row"); } tail.offset(t, e); }
  |
    LOOKAHEAD({ t.kind == FETCH })
    <FETCH> { if (!accept("first")) { PgWord("next"); } }
    (
      LOOKAHEAD({ peek().is("row") || peek().is("rows") })
      { e = new Constant(Constant.Kind.NUMBER, "1", at(t)); }
    |
      e = PgInfix(Precedence.SIGN, false)
    )
    {
      if (!accept("rows")) {
        PgWord("row");
      }
      if (accept("only")) {
        tail.limit(t, e, false);
      } else {
        PgWord("with");
        PgWord("ties");
        tail.limit(t, e, true);
      }
    }
  |
    LOOKAHEAD({ true }) PgLocking(tail)
  )
}

/** FOR UPDATE and its kin; FOR READ ONLY means nothing. */
void PgLocking(QueryTail tail) :
{
  Token t;
  RowLock.Strength strength;
  RowLock.Wait wait = RowLock.Wait.BLOCK;
  List<ObjectName> tables = Collections.<ObjectName>emptyList();
}
{
  t = <FOR>
  (
    LOOKAHEAD({ peek().is("read") }) { PgAny(); PgWord("only"); return; }
  |
    { strength = PgLockStrength(); }
    ( LOOKAHEAD({ peek().is("of") }) PgAny() tables = PgQualifiedNames() )?
    {
      if (accept("nowait")) {
        wait = RowLock.Wait.NOWAIT;
      } else if (accept("skip")) {
        PgWord("locked");
        wait = RowLock.Wait.SKIP_LOCKED;
      }
      tail.lock(new RowLock(strength, tables, wait, at(t)));
    }
  )
}

JAVACODE
RowLock.Strength PgLockStrength() {
  if (accept("no")) {
    PgWord("key");
    PgWord("update");
    return RowLock.Strength.NO_KEY_UPDATE;
  }
  if (accept("key")) {
    PgWord("share");
    return RowLock.Strength.KEY_SHARE;
  }
  if (accept("share")) {
    return RowLock.Strength.SHARE;
  }
  PgWord("update");
  return RowLock.Strength.UPDATE;
}

List<ObjectName> PgQualifiedNames() :
{
  ObjectName name;
  List<ObjectName> names = new ArrayList<ObjectName>();
}
{
  name = PgQualifiedName() { names.add(name); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> name = PgQualifiedName() { names.add(name); } )*
  { return names; }
}

/** UNION and EXCEPT, looser than INTERSECT. */
SqlNode PgSetOperations() :
{
  SqlToken t;
  SqlNode left;
  SqlNode right;
  boolean all;
}
{
  left = PgIntersections()
  (
    LOOKAHEAD({ peek().kind == UNION || peek().kind == EXCEPT })
    t = PgAny() { all = accept("all"); if (!all) { accept("distinct"); } }
    right = PgIntersections()
    {
      left = new SetOperation(
          t.kind == UNION ? SetOperation.Kind.UNION : SetOperation.Kind.EXCEPT, all, left, right, at(t));
    }
  )*
  { return left; }
}

SqlNode PgIntersections() :
{
  Token t;
  SqlNode left;
  SqlNode right;
  boolean all;
}
{
  left = PgQueryPrimary()
  (
    LOOKAHEAD({ peek().kind == INTERSECT })
    t = <INTERSECT> { all = accept("all"); if (!all) { accept("distinct"); } }
    right = PgQueryPrimary()
    { left = new SetOperation(SetOperation.Kind.INTERSECT, all, left, right, at(t)); }
  )*
  { return left; }
}

SqlNode PgQueryPrimary() :
{
  SqlNode node;
  QueryExpression query;
  ObjectName name;
  Token t;
}
{
  LOOKAHEAD({ peek().kind == SELECT }) node = PgSelect() { return node; }
|
  LOOKAHEAD({ peek().kind == VALUES }) node = PgValues() { return node; }
|
  LOOKAHEAD({ peek().kind == TABLE })
  t = <TABLE> node = PgRelation() { return QueryTail.wholeTable((TableReference) node, at(t)); }
|
  LOOKAHEAD(1) <LPAREN> query = PgQuery() <RPAREN> { return Expressions.unwrapped(query); }
}

WithClause PgWith() :
{
  Token t;
  boolean recursive;
  CommonTable table;
  List<CommonTable> tables = new ArrayList<CommonTable>();
}
{
  t = <WITH> { recursive = accept("recursive"); }
  table = PgCommonTable() { tables.add(table); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> table = PgCommonTable() { tables.add(table); } )*
  { return new WithClause(recursive, tables, at(t)); }
}

CommonTable PgCommonTable() :
{
  SqlToken name;
  List<String> columns = Collections.<String>emptyList();
  Boolean materialized = null;
  SqlNode statement;
}
{
  name = PgColumnId()
  ( LOOKAHEAD({ peek().kind == LPAREN }) columns = PgParenthesizedNames() )?
  <AS>
  {
    if (accept("materialized")) {
      materialized = Boolean.TRUE;
    } else if (accept("not")) {
      PgWord("materialized");
      materialized = Boolean.FALSE;
    }
  }
  <LPAREN> statement = PgQueryOrChange() <RPAREN>
  {
    if (peek().is("search") || peek().is("cycle")) {
      throw errors().unsupported(peek(), peek().word.toUpperCase(Locale.ROOT) + " clause");
    }
    return new CommonTable(name.image, columns, materialized, statement, at(name));
  }
}

SqlNode PgValues() :
{
  Token t;
  List<SqlNode> row;
  List<List<SqlNode>> rows = new ArrayList<List<SqlNode>>();
}
{
  t = <VALUES> <LPAREN> row = PgExpressionList() <RPAREN> { rows.add(row); }
  (
    LOOKAHEAD({ peek().kind == COMMA })
    <COMMA> <LPAREN> row = PgExpressionList() <RPAREN> { rows.add(row); }
  )*
  { return new ValuesBlock(rows, at(t)); }
}

SqlNode PgSelect() :
{
  Token t;
  boolean distinct = false;
  boolean groupByDistinct = false;
  List<SqlNode> distinctOn = Collections.<SqlNode>emptyList();
  List<SelectItem> items = Collections.<SelectItem>emptyList();
  IntoTarget into = null;
  List<SqlNode> from = Collections.<SqlNode>emptyList();
  SqlNode where = null;
  List<SqlNode> groupBy = Collections.<SqlNode>emptyList();
  SqlNode having = null;
  List<WindowSpec> windows = Collections.<WindowSpec>emptyList();
}
{
  t = <SELECT>
  (
    LOOKAHEAD({ peek().kind == DISTINCT })
    <DISTINCT> { distinct = true; }
    ( LOOKAHEAD({ peek().kind == ON }) <ON> <LPAREN> distinctOn = PgExpressionList() <RPAREN> )?
    items = PgSelectItems()
  |
    { accept("all"); }
    ( LOOKAHEAD({ !Names.endsSelectList(peek()) }) items = PgSelectItems() )?
  )
  ( LOOKAHEAD({ peek().kind == INTO }) into = PgInto() )?
  ( LOOKAHEAD({ peek().kind == FROM }) <FROM> from = PgFromItems() )?
  ( LOOKAHEAD({ peek().kind == WHERE }) <WHERE> where = PgExpression() )?
  (
    LOOKAHEAD({ peek().kind == GROUP })
    <GROUP> { PgWord("by"); if (!(groupByDistinct = accept("distinct"))) { accept("all"); } }
    groupBy = PgGroupingItems()
  )?
  ( LOOKAHEAD({ peek().kind == HAVING }) <HAVING> having = PgExpression() )?
  ( LOOKAHEAD({ peek().kind == WINDOW }) windows = PgWindows() )?
  {
    return new SelectBlock(
        distinct, distinctOn, items, into, from, where, groupByDistinct, groupBy, having, windows, at(t));
  }
}

List<SelectItem> PgSelectItems() :
{
  SelectItem item;
  List<SelectItem> items = new ArrayList<SelectItem>();
}
{
  item = PgSelectItem() { items.add(item); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> item = PgSelectItem() { items.add(item); } )*
  { return items; }
}

SelectItem PgSelectItem() :
{
  SqlToken t;
  SqlNode e;
  String label = null;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ t.kind == STAR })
    <STAR> { return new SelectItem(SqlIdentifier.star(at(t)), null, at(t)); }
  |
    e = PgExpression()
    {
      if (accept("as")) {
        label = PgLabel().image;
      } else if (Names.isBareLabel(peek())) {
        label = PgAny().image;
      }
      return new SelectItem(e, label, at(t));
    }
  )
}

IntoTarget PgInto() :
{
  boolean temporary = false;
  boolean unlogged;
  ObjectName name;
}
{
  <INTO>
  {
    if (Names.isTemporary(peek())) {
      PgAny();
      temporary = true;
    }
    unlogged = accept("unlogged");
    accept("table");
  }
  name = PgQualifiedName() { return new IntoTarget(name, temporary, unlogged); }
}

List<SqlNode> PgGroupingItems() :
{
  SqlNode item;
  List<SqlNode> items = new ArrayList<SqlNode>();
}
{
  item = PgGroupingItem() { items.add(item); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> item = PgGroupingItem() { items.add(item); } )*
  { return items; }
}

SqlNode PgGroupingItem() :
{
  SqlToken t;
  SqlNode e;
  List<SqlNode> items;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ t.kind == LPAREN && t.after().kind == RPAREN })
    <LPAREN> <RPAREN>
    { return new GroupingSet(GroupingSet.Kind.EMPTY, Collections.<SqlNode>emptyList(), at(t)); }
  |
    LOOKAHEAD({ (t.is("rollup") || t.is("cube")) && t.after().kind == LPAREN })
    PgAny() <LPAREN> items = PgExpressionList() <RPAREN>
    { return new GroupingSet(GroupingSet.Kind.valueOf(t.word.toUpperCase(Locale.ROOT)), items, at(t)); }
  |
    LOOKAHEAD({ t.kind == GROUPING && t.after().is("sets") })
    PgAny() PgAny() <LPAREN> items = PgGroupingItems() <RPAREN>
    { return new GroupingSet(GroupingSet.Kind.SETS, items, at(t)); }
  |
    e = PgExpression() { return e; }
  )
}

List<WindowSpec> PgWindows() :
{
  SqlToken name;
  WindowSpec spec;
  List<WindowSpec> windows = new ArrayList<WindowSpec>();
}
{
  <WINDOW> name = PgColumnId() <AS> spec = PgWindowSpecification(name.image) { windows.add(spec); }
  (
    LOOKAHEAD({ peek().kind == COMMA })
    <COMMA> name = PgColumnId() <AS> spec = PgWindowSpecification(name.image) { windows.add(spec); }
  )*
  { return windows; }
}

List<SortItem> PgOrderBy() :
{
  SortItem item;
  List<SortItem> items = new ArrayList<SortItem>();
}
{
  <ORDER> { PgWord("by"); }
  item = PgSortItem() { items.add(item); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> item = PgSortItem() { items.add(item); } )*
  { return items; }
}

SortItem PgSortItem() :
{
  SqlToken t;
  SqlNode e;
  boolean descending = false;
  String operator = null;
  OperatorCall op;
  Boolean nullsFirst = null;
}
{
  { t = peek(); }
  e = PgExpression()
  (
    LOOKAHEAD({ peek().kind == USING })
    <USING> op = PgOperator(null) { operator = op.name; }
  |
    { if (!accept("asc")) { descending = accept("desc"); } }
  )
  { nullsFirst = PgNullsOrder(); }
  { return new SortItem(e, descending, nullsFirst, operator, at(t)); }
}

/** NULLS FIRST gives TRUE, NULLS LAST FALSE, nothing null. */
JAVACODE
Boolean PgNullsOrder() {
  if (!peek().is("nulls") || !(peek().after().is("first") || peek().after().is("last"))) {
    return null;
  }
  getNextToken();
  return Boolean.valueOf(PgAny().is("first"));
}
