package dev.omendb.sql.bind;

import java.util.List;
import org.apache.calcite.rel.RelNode;

/// A query as relational algebra; `rel` has exactly the columns listed.
public record BoundQuery(RelNode rel, List<OutputColumn> columns) {
  public BoundQuery {
    columns = List.copyOf(columns);
  }
}
