package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/// A WITH item that is computed once and read by its [CteScan]s.
public final class CommonTableRel {
  private final int id;
  private final String name;
  private final int owner;
  private final RelNode query;

  /// @param owner correlation of the query the WITH clause belongs to, -1 for the statement's own
  public CommonTableRel(int id, String name, int owner, RelNode query) {
    this.id = id;
    this.name = name;
    this.owner = owner;
    this.query = query;
  }

  public int id() {
    return id;
  }

  public String name() {
    return name;
  }

  public int owner() {
    return owner;
  }

  public RelNode query() {
    return query;
  }

  public RelDataType rowType() {
    return query.getRowType();
  }

  @Override
  public String toString() {
    return name + List.of(id);
  }
}
