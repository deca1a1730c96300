package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A type as written. The SQL names are already PostgreSQL's: `int` is pg_catalog.int4, `double
/// precision` pg_catalog.float8, `char(5)` pg_catalog.bpchar, `"char"` stays `char`, `timestamp(3)
/// with time zone` pg_catalog.timestamptz. Other names are as typed, resolved through search_path.
/// `typmods` are the parenthesised expressions (`numeric(10, 2)`, `vector(3)`; for interval first
/// the field mask as PostgreSQL encodes it, then the precision; `char` without length has 1).
/// `arrayBounds` has one entry for each `[]`, -1 when no size is given.
public final class TypeName extends PgNode {
  public final ObjectName name;
  public final List<SqlNode> typmods;
  public final List<Integer> arrayBounds;
  public final boolean setOf;

  public TypeName(
      ObjectName name,
      List<SqlNode> typmods,
      List<Integer> arrayBounds,
      boolean setOf,
      SqlParserPos position) {
    super(position);
    this.name = name;
    this.typmods = List.copyOf(typmods);
    this.arrayBounds = List.copyOf(arrayBounds);
    this.setOf = setOf;
  }

  public boolean isArray() {
    return !arrayBounds.isEmpty();
  }

  @Override
  void children(Children out) {
    out.addAll(typmods);
  }
}
