package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `operand IS [NOT] NULL` and the like; ISNULL and NOTNULL too.
public final class IsTest extends PgNode {
  /// The word after IS. NORMALIZED means the form NFC; the other forms have kinds of their own.
  public enum Kind {
    NULL,
    TRUE,
    FALSE,
    UNKNOWN,
    DOCUMENT,
    NORMALIZED,
    NORMALIZED_NFD,
    NORMALIZED_NFKC,
    NORMALIZED_NFKD
  }

  public final Kind kind;
  public final SqlNode operand;
  public final boolean negated;

  public IsTest(Kind kind, SqlNode operand, boolean negated, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.operand = operand;
    this.negated = negated;
  }

  @Override
  void children(Children out) {
    out.add(operand);
  }
}
