package dev.omendb.sql.plan.rel;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/// A WITH item that is computed once and read by its [CteScan]s. Mutable only while it is bound: a
/// recursive item is referred to before its query exists.
public final class CommonTableRel {
  private final int id;
  private final String name;
  private RelNode query;

  public CommonTableRel(int id, String name, RelNode query) {
    this.id = id;
    this.name = name;
    this.query = query;
  }

  public int id() {
    return id;
  }

  public String name() {
    return name;
  }

  public RelNode query() {
    return query;
  }

  public void replaceQuery(RelNode planned) {
    this.query = planned;
  }

  public RelDataType rowType() {
    return query.getRowType();
  }

  @Override
  public String toString() {
    return name + List.of(id);
  }
}
