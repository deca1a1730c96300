package dev.omendb.sql.execute;

/// Tells the executions of one plan instance apart: what is computed once for each execution
/// remembers the number it was computed under. Shared by the operators of one plan.
public final class Execution {
  private long number = 1;

  public long number() {
    return number;
  }

  void begin() {
    number++;
  }
}
