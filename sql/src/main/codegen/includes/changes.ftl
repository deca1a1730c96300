<#-- INSERT, UPDATE, DELETE. -->

InsertNode PgInsert(WithClause with) :
{
  SqlToken t;
  ObjectName table;
  String alias = null;
  List<ColumnTarget> columns = Collections.<ColumnTarget>emptyList();
  InsertNode.Overriding overriding = InsertNode.Overriding.NONE;
  QueryExpression source = null;
  OnConflict onConflict = null;
  List<SelectItem> returning;
}
{
  { t = PgWord("insert"); PgWord("into"); }
  table = PgQualifiedName()
  { if (accept("as")) { alias = PgColumnId().image; } }
  (
    LOOKAHEAD({ peek().kind == LPAREN && !Names.isQueryInParentheses(peek()) })
    <LPAREN> columns = PgTargets() <RPAREN>
  )?
  {
    if (accept("overriding")) {
      overriding = accept("user") ? InsertNode.Overriding.USER : InsertNode.Overriding.SYSTEM;
      if (overriding == InsertNode.Overriding.SYSTEM) {
        PgWord("system");
      }
      PgWord("value");
    }
  }
  (
    LOOKAHEAD({ peek().kind == DEFAULT_ && columns.isEmpty() }) <DEFAULT_> <VALUES>
  |
    LOOKAHEAD({ true }) source = PgQuery()
  )
  ( LOOKAHEAD({ peek().kind == ON }) onConflict = PgOnConflict() )?
  returning = PgReturning()
  { return new InsertNode(with, table, alias, columns, overriding, source, onConflict, returning, at(t)); }
}

List<ColumnTarget> PgTargets() :
{
  ColumnTarget target;
  List<ColumnTarget> targets = new ArrayList<ColumnTarget>();
}
{
  target = PgTarget() { targets.add(target); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> target = PgTarget() { targets.add(target); } )*
  { return targets; }
}

/** A column, or a part of one. */
ColumnTarget PgTarget() :
{
  SqlToken name;
  String field = null;
  List<Subscript.Index> subscripts = Collections.<Subscript.Index>emptyList();
}
{
  name = PgColumnId()
  (
    LOOKAHEAD({ peek().kind == DOT }) <DOT> { field = PgLabel().image; }
  |
    LOOKAHEAD({ peek().kind == LBRACKET }) subscripts = PgSubscripts()
  |
    {}
  )
  { return new ColumnTarget(name.image, subscripts, field, name.beginColumn); }
}

OnConflict PgOnConflict() :
{
  Token t;
  List<IndexElement> targets = Collections.<IndexElement>emptyList();
  SqlNode targetWhere = null;
  String constraint = null;
  boolean update = false;
  List<Assignment> assignments = Collections.<Assignment>emptyList();
  SqlNode where = null;
}
{
  t = <ON> { PgWord("conflict"); }
  (
    LOOKAHEAD({ peek().kind == LPAREN })
    <LPAREN> targets = PgIndexElements() <RPAREN>
    ( LOOKAHEAD({ peek().kind == WHERE }) <WHERE> targetWhere = PgExpression() )?
  |
    LOOKAHEAD({ peek().kind == ON })
    <ON> <CONSTRAINT> { constraint = PgColumnId().image; }
  |
    {}
  )
  <DO>
  (
    LOOKAHEAD({ peek().is("nothing") }) PgAny()
  |
    { PgWord("update"); PgWord("set"); update = true; }
    assignments = PgAssignments()
    ( LOOKAHEAD({ peek().kind == WHERE }) <WHERE> where = PgExpression() )?
  )
  { return new OnConflict(targets, targetWhere, constraint, update, assignments, where, at(t)); }
}

/** The keys of an index. */
List<IndexElement> PgIndexElements() :
{
  IndexElement element;
  List<IndexElement> elements = new ArrayList<IndexElement>();
}
{
  element = PgIndexElement() { elements.add(element); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> element = PgIndexElement() { elements.add(element); } )*
  { return elements; }
}

IndexElement PgIndexElement() :
{
  SqlToken t;
  String column = null;
  SqlNode expression = null;
  String text;
  ObjectName collation = null;
  ObjectName operatorClass = null;
  List<Option> options = Collections.<Option>emptyList();
  boolean descending = false;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ t.kind == LPAREN })
    <LPAREN> expression = PgExpression() <RPAREN>
  |
    LOOKAHEAD({ Names.isFunctionInFrom(t) })
    expression = PgPrimary()
  |
    { column = PgColumnId().image; }
  )
  { text = errors().text(t, (SqlToken) token); }
  ( LOOKAHEAD({ peek().kind == COLLATE }) <COLLATE> collation = PgQualifiedName() )?
  (
    LOOKAHEAD({ Names.isColumnId(peek()) && !Names.isSortWord(peek()) })
    operatorClass = PgQualifiedName()
    ( LOOKAHEAD({ peek().kind == LPAREN }) options = PgOptions() )?
  )?
  {
    if (!accept("asc")) {
      descending = accept("desc");
    }
    return new IndexElement(
        column, expression, text, collation, operatorClass, options, descending, PgNullsOrder(), t.beginColumn);
  }
}

/** Storage parameters: ( name = value, name ) */
List<Option> PgOptions() :
{
  List<Option> options = new ArrayList<Option>();
}
{
  <LPAREN> PgOneOption(options, true)
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> PgOneOption(options, true) )*
  <RPAREN>
  { return options; }
}

/** The options of EXPLAIN, VACUUM and the like: ( name value, name ) */
List<Option> PgUtilityOptions() :
{
  List<Option> options = new ArrayList<Option>();
}
{
  <LPAREN> PgOneOption(options, false)
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> PgOneOption(options, false) )*
  <RPAREN>
  { return options; }
}

JAVACODE
void PgOneOption(List<Option> options, boolean equals) {
  SqlToken t = PgLabel();
  if (!equals && (!Names.isUtilityWord(t) || t.is("on"))) {
    throw errors().at(t);
  }
  String name = t.image;
  while (equals && acceptKind(DOT)) {
    name = name + "." + PgLabel().image;
  }
  boolean valued = equals ? acceptKind(EQ) : peek().kind != COMMA && peek().kind != RPAREN;
  if (valued && !equals && (!Names.isUtilityWord(peek()) || peek().is("analyze"))) {
    throw unexpected();
  }
  options.add(new Option(name, valued ? PgOptionValue() : null, t.beginColumn));
}

JAVACODE
String PgOptionValue() {
  boolean negative = acceptKind(MINUS);
  boolean number = negative || acceptKind(PLUS);
  if (number ? !Names.isNumber(peek()) : !Names.isOptionValue(peek())) {
    throw unexpected();
  }
  return (negative ? "-" : "") + PgAny().image;
}

List<Assignment> PgAssignments() :
{
  Assignment assignment;
  List<Assignment> assignments = new ArrayList<Assignment>();
}
{
  assignment = PgAssignment() { assignments.add(assignment); }
  ( LOOKAHEAD({ peek().kind == COMMA }) <COMMA> assignment = PgAssignment() { assignments.add(assignment); } )*
  { return assignments; }
}

Assignment PgAssignment() :
{
  SqlToken t;
  ColumnTarget target;
  List<ColumnTarget> targets;
  SqlNode value;
}
{
  { t = peek(); }
  (
    LOOKAHEAD({ t.kind == LPAREN })
    <LPAREN> targets = PgTargets() <RPAREN> <EQ> value = PgExpression()
    { return new Assignment(targets, true, value, at(t)); }
  |
    target = PgTarget() <EQ> value = PgExpression()
    { return new Assignment(Collections.singletonList(target), false, value, at(t)); }
  )
}

List<SelectItem> PgReturning() :
{
  List<SelectItem> items = Collections.<SelectItem>emptyList();
}
{
  ( LOOKAHEAD({ peek().is("returning") }) PgAny() items = PgSelectItems() )?
  { return items; }
}

/** The target of UPDATE and DELETE: an alias may not be the word SET. */
TableReference PgChangedTable() :
{
  SqlNode table;
  String alias = null;
}
{
  table = PgRelation()
  {
    if (accept("as") || Names.isColumnId(peek()) && !peek().is("set")) {
      alias = PgColumnId().image;
    }
    return alias == null
        ? (TableReference) table
        : ((TableReference) table).withAlias(
            new Alias(alias, Collections.<String>emptyList(), Collections.<Alias.Definition>emptyList()));
  }
}

UpdateNode PgUpdate(WithClause with) :
{
  SqlToken t;
  TableReference table;
  List<Assignment> assignments;
  List<SqlNode> from = Collections.<SqlNode>emptyList();
  SqlNode where;
  List<SelectItem> returning;
}
{
  { t = PgWord("update"); }
  table = PgChangedTable() { PgWord("set"); }
  assignments = PgAssignments()
  ( LOOKAHEAD({ peek().kind == FROM }) <FROM> from = PgFromItems() )?
  where = PgWhereOrCurrent()
  returning = PgReturning()
  { return new UpdateNode(with, table, assignments, from, where, returning, at(t)); }
}

DeleteNode PgDelete(WithClause with) :
{
  SqlToken t;
  TableReference table;
  List<SqlNode> using = Collections.<SqlNode>emptyList();
  SqlNode where;
  List<SelectItem> returning;
}
{
  { t = PgWord("delete"); PgWord("from"); }
  table = PgChangedTable()
  ( LOOKAHEAD({ peek().kind == USING }) <USING> using = PgFromItems() )?
  where = PgWhereOrCurrent()
  returning = PgReturning()
  { return new DeleteNode(with, table, using, where, returning, at(t)); }
}

SqlNode PgWhereOrCurrent() :
{
  SqlToken t;
  SqlNode where;
}
{
  LOOKAHEAD({ peek().kind == WHERE && peek().after().is("current") && peek().after().after().is("of") })
  { t = PgAny(); PgAny(); PgAny(); return new CurrentOf(PgColumnId().image, at(t)); }
|
  LOOKAHEAD({ peek().kind == WHERE }) <WHERE> where = PgExpression() { return where; }
|
  { return null; }
}
