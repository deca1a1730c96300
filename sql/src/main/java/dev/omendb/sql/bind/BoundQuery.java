package dev.omendb.sql.bind;

import java.util.List;
import org.apache.calcite.rel.RelNode;

/// A query as relational algebra; `rel` has exactly the columns listed.
///
/// @param positions where each column's expression begins in the text; empty when unknown
public record BoundQuery(RelNode rel, List<OutputColumn> columns, List<Integer> positions) {
  public BoundQuery {
    columns = List.copyOf(columns);
    positions = List.copyOf(positions);
  }

  public BoundQuery(RelNode rel, List<OutputColumn> columns) {
    this(rel, columns, List.of());
  }

  /// Where column `index` begins, or `otherwise`.
  int position(int index, int otherwise) {
    return index < positions.size() ? positions.get(index) : otherwise;
  }
}
