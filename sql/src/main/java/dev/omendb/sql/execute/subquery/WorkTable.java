package dev.omendb.sql.execute.subquery;

import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowLayout;

/// The rows a WITH RECURSIVE found in its last round. Written by [RecursiveUnion], read by
/// [WorkTableScan].
public final class WorkTable {
  private final String name;
  private RowBuffer current;
  private RowBuffer upcoming;

  public WorkTable(String name, RowLayout layout) {
    this.name = name;
    this.current = new RowBuffer(layout);
    this.upcoming = new RowBuffer(layout);
  }

  public String name() {
    return name;
  }

  public RowLayout layout() {
    return current.layout();
  }

  RowBuffer current() {
    return current;
  }

  RowBuffer upcoming() {
    return upcoming;
  }

  /// What was found last becomes what is read next.
  void turn() {
    RowBuffer swap = current;
    current = upcoming;
    upcoming = swap;
    upcoming.clear();
  }

  void clear() {
    current.clear();
    upcoming.clear();
  }
}
