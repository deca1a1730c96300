package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.parser.SqlParserPos;

/// A literal. `text` is the exact value: a string's characters after escapes and doubled quotes are
/// undone (PostgreSQL's `unknown` type: the binder decides what it is), a number's digits as typed,
/// a bit string's digits.
public final class Constant extends PgNode {
  /// NUMBER: digits, optional point and exponent (`5`, `0.5`, `.5`, `1e10`). BITS and HEX_BITS:
  /// `b'101'` and `x'1F'`. BOOLEAN: `true` or `false`. NULL: the text is empty.
  public enum Kind {
    STRING,
    NUMBER,
    BITS,
    HEX_BITS,
    BOOLEAN,
    NULL
  }

  public final Kind kind;
  public final String text;

  public Constant(Kind kind, String text, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.text = text;
  }

  /// Whether this number is digits only (PostgreSQL: integer, bigint or numeric by its size).
  public boolean isInteger() {
    return kind == Kind.NUMBER && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
  }

  @Override
  void children(Children out) {}
}
