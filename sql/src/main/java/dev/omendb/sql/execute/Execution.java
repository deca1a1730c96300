package dev.omendb.sql.execute;

import java.util.ArrayList;
import java.util.List;

/// Tells the executions of one plan instance apart: what is computed once for each execution
/// remembers the number it was computed under. Shared by the operators of one plan.
public final class Execution {
  private final List<Operator> plansToClose = new ArrayList<>();
  private long number = 1;
  private boolean lasting;
  private boolean changing;

  public long number() {
    return number;
  }

  /// Registers a plan outside the root's tree: it is closed when an execution ends.
  public void closeAtEnd(Operator plan) {
    plansToClose.add(plan);
  }

  /// One of its expressions calls a function that waits or has effects that outlast a rollback.
  public void markLasting() {
    lasting = true;
  }

  public boolean isLasting() {
    return lasting;
  }

  /// One of its expressions calls a volatile function, such as nextval.
  public void markChanging() {
    changing = true;
  }

  public boolean isChanging() {
    return changing;
  }

  void begin() {
    number++;
  }

  void end() {
    plansToClose.forEach(Operator::close);
  }
}
