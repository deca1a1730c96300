package dev.omendb.sql.execute.scan;

import dev.omendb.sql.expression.Expression;
import java.util.List;

/// A condition evaluated inside a scan.
///
/// @param condition boolean over the scan's output columns
/// @param bounds what it implies about single columns
public record ScanFilter(Expression condition, List<ZoneBound> bounds) {
  public ScanFilter {
    bounds = List.copyOf(bounds);
  }

  /// Which of `width` output columns the condition reads.
  boolean[] columnsRead(int width) {
    boolean[] read = new boolean[width];
    mark(condition, read);
    return read;
  }

  private static void mark(Expression expression, boolean[] read) {
    for (int column : expression.inputColumns()) {
      read[column] = true;
    }
    for (Expression child : expression.children()) {
      mark(child, read);
    }
  }
}
