package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `base[i]`, `base[i][j]`, `base[lower:upper]`: one index for each bracket pair, consecutive pairs
/// together.
public final class Subscript extends PgNode {
  /// One bracket pair. A slice may leave out either bound; a plain index has only `upper`.
  public record Index(boolean slice, @Nullable SqlNode lower, @Nullable SqlNode upper) {}

  public final SqlNode base;
  public final List<Index> indexes;

  public Subscript(SqlNode base, List<Index> indexes, SqlParserPos position) {
    super(position);
    this.base = base;
    this.indexes = List.copyOf(indexes);
  }

  @Override
  void children(Children out) {
    out.add(base);
    for (Index index : indexes) {
      out.addIfPresent(index.lower());
      out.addIfPresent(index.upper());
    }
  }
}
