package dev.omendb.sql.execute;

import java.util.ArrayList;
import java.util.List;

/// Tells the executions of one plan instance apart: what is computed once for each execution
/// remembers the number it was computed under. Shared by the operators of one plan.
public final class Execution {
  private final List<Operator> plansToClose = new ArrayList<>();
  private long number = 1;

  public long number() {
    return number;
  }

  /// Registers a plan outside the root's tree: it is closed when an execution ends.
  public void closeAtEnd(Operator plan) {
    plansToClose.add(plan);
  }

  void begin() {
    number++;
  }

  void end() {
    plansToClose.forEach(Operator::close);
  }
}
