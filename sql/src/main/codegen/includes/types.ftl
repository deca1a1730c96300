<#-- Type names, SQL's spelled ones included. -->

TypeName PgType() :
{
  TypeName type;
  boolean setOf = false;
  List<Integer> bounds = new ArrayList<Integer>();
  SqlToken size;
}
{
  ( LOOKAHEAD({ peek().kind == SETOF }) <SETOF> { setOf = true; } )?
  type = PgSimpleType()
  (
    LOOKAHEAD({ peek().kind == ARRAY })
    <ARRAY>
    (
      LOOKAHEAD({ peek().kind == LBRACKET })
      <LBRACKET> size = PgInteger() <RBRACKET> { bounds.add(Integer.valueOf(size.image)); }
    |
      { bounds.add(-1); }
    )
  |
    (
      LOOKAHEAD({ peek().kind == LBRACKET })
      <LBRACKET>
      (
        LOOKAHEAD({ peek().kind == UNSIGNED_INTEGER_LITERAL })
        size = PgInteger() { bounds.add(Integer.valueOf(size.image)); }
      |
        { bounds.add(-1); }
      )
      <RBRACKET>
    )*
  )
  { return TypeNames.with(type, bounds, setOf); }
}

SqlToken PgInteger() :
{
  Token t;
}
{
  t = <UNSIGNED_INTEGER_LITERAL> {
    if (t.image.length() > 10 || Long.parseLong(t.image) > Integer.MAX_VALUE) {
      throw errors().at(t);
    }
    return (SqlToken) t;
  }
}

/** A type without array brackets. */
TypeName PgSimpleType() :
{
  TypeName type;
  SqlToken first;
  ObjectName name;
  List<SqlNode> typmods;
}
{
  LOOKAHEAD({ Names.isSpelledType(peek()) }) type = PgSpelledType() { return type; }
|
  first = PgTypeOrFunctionId()
  name = PgQualifiedFrom(first)
  typmods = PgTypmods()
  {
    return TypeNames.of(name, typmods, at(first));
  }
}

/** The rest of a qualified name whose first part is read. */
ObjectName PgQualifiedFrom(SqlToken first) :
{
  SqlToken part;
  List<String> parts = new ArrayList<String>();
}
{
  { parts.add(first.image); }
  ( LOOKAHEAD({ peek().kind == DOT }) <DOT> part = PgLabel() { parts.add(part.image); } )*
  { return new ObjectName(parts, first.beginColumn); }
}

List<SqlNode> PgTypmods() :
{
  List<SqlNode> typmods;
}
{
  LOOKAHEAD({ peek().kind == LPAREN }) <LPAREN> typmods = PgExpressionList() <RPAREN> { return typmods; }
|
  { return Collections.<SqlNode>emptyList(); }
}

/** The types that begin with a key word of SQL. */
TypeName PgSpelledType() :
{
  SqlToken t;
  SqlParserPos pos;
  List<SqlNode> typmods = Collections.<SqlNode>emptyList();
  SqlToken digits;
  String name;
  TypeName type;
}
{
  t = PgAny() { pos = at(t); }
  (
    LOOKAHEAD({ t.is("int") || t.is("integer") }) { return TypeNames.system("int4", typmods, pos); }
  |
    LOOKAHEAD({ t.is("smallint") }) { return TypeNames.system("int2", typmods, pos); }
  |
    LOOKAHEAD({ t.is("bigint") }) { return TypeNames.system("int8", typmods, pos); }
  |
    LOOKAHEAD({ t.is("real") }) { return TypeNames.system("float4", typmods, pos); }
  |
    LOOKAHEAD({ t.is("boolean") }) { return TypeNames.system("bool", typmods, pos); }
  |
    LOOKAHEAD({ t.is("double") }) PgWord("precision") { return TypeNames.system("float8", typmods, pos); }
  |
    LOOKAHEAD({ t.is("float") })
    (
      LOOKAHEAD({ peek().kind == LPAREN })
      <LPAREN> digits = PgInteger() <RPAREN> {
        type = TypeNames.floating(Integer.parseInt(digits.image), pos);
        if (type == null) {
          throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE,
              Integer.parseInt(digits.image) < 1
                  ? "precision for type float must be at least 1 bit"
                  : "precision for type float must be less than 54 bits").position(digits.beginColumn);
        }
        return type;
      }
    |
      { return TypeNames.system("float8", typmods, pos); }
    )
  |
    LOOKAHEAD({ t.is("decimal") || t.is("dec") || t.is("numeric") })
    typmods = PgTypmods() { return TypeNames.system("numeric", typmods, pos); }
  |
    LOOKAHEAD({ t.is("bit") })
    { name = accept("varying") ? "varbit" : "bit"; }
    typmods = PgTypmods() {
      if (typmods.isEmpty() && name.equals("bit")) {
        typmods = Collections.singletonList(TypeNames.number(1, pos));
      }
      return TypeNames.system(name, typmods, pos);
    }
  |
    LOOKAHEAD({ t.is("time") || t.is("timestamp") })
    type = PgTimeType(t) { return type; }
  |
    LOOKAHEAD({ t.is("interval") })
    type = PgIntervalType(t) { return type; }
  |
    type = PgCharacterType(t) { return type; }
  )
}

TypeName PgTimeType(SqlToken t) :
{
  List<SqlNode> typmods = Collections.<SqlNode>emptyList();
  SqlToken digits;
  boolean zone = false;
}
{
  (
    LOOKAHEAD({ peek().kind == LPAREN })
    <LPAREN> digits = PgInteger() <RPAREN>
    { typmods = Collections.singletonList(TypeNames.number(Integer.parseInt(digits.image), at(digits))); }
  )?
  (
    LOOKAHEAD({ (peek().is("with") || peek().is("without")) && peek().after().is("time") })
    { zone = PgAny().is("with"); } PgWord("time") PgWord("zone")
  )?
  { return TypeNames.system(zone ? t.word + "tz" : t.word, typmods, at(t)); }
}

TypeName PgIntervalType(SqlToken t) :
{
  SqlToken digits = null;
  int fields;
}
{
  (
    LOOKAHEAD({ peek().kind == LPAREN })
    <LPAREN> digits = PgInteger() <RPAREN>
    { return TypeNames.interval(0, TypeNames.number(Integer.parseInt(digits.image), at(digits)), at(t)); }
  |
    fields = PgIntervalFields()
    (
      LOOKAHEAD({ peek().kind == LPAREN && token.image.equals("second") })
      <LPAREN> digits = PgInteger() <RPAREN>
    )?
    {
      return TypeNames.interval(
          fields,
          digits == null ? null : TypeNames.number(Integer.parseInt(digits.image), at(digits)),
          at(t));
    }
  )
}

/** YEAR, DAY TO SECOND and the like as a mask; nothing gives 0. */
JAVACODE
public int PgIntervalFields() {
  SqlToken from = peek();
  int fields = TypeNames.intervalField(from.word);
  if (fields == 0) {
    return 0;
  }
  getNextToken();
  if (peek().is("to")) {
    getNextToken();
    fields = TypeNames.intervalRange(from.word, peek().word);
    if (fields == 0) {
      throw unexpected();
    }
    getNextToken();
  }
  return fields;
}

/** CHARACTER, CHAR, VARCHAR, NCHAR, NATIONAL CHARACTER, each with VARYING and a length. */
TypeName PgCharacterType(SqlToken t) :
{
  boolean varying = t.is("varchar");
  List<SqlNode> typmods = Collections.<SqlNode>emptyList();
  SqlToken digits;
}
{
  {
    if (t.is("national")) {
      if (!accept("character")) {
        PgWord("char");
      }
    }
    if (!t.is("varchar") && accept("varying")) {
      varying = true;
    }
  }
  (
    LOOKAHEAD({ peek().kind == LPAREN })
    <LPAREN> digits = PgInteger() <RPAREN>
    { typmods = Collections.singletonList(TypeNames.number(Integer.parseInt(digits.image), at(digits))); }
  |
    {
      if (!varying) {
        typmods = Collections.singletonList(TypeNames.number(1, at(t)));
      }
    }
  )
  { return TypeNames.system(varying ? "varchar" : "bpchar", typmods, at(t)); }
}
