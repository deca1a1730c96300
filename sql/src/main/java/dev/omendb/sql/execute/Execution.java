package dev.omendb.sql.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Tells the executions of one plan instance apart: what is computed once for each execution
/// remembers the number it was computed under. Shared by the operators of one plan.
public final class Execution {
  private final List<Operator> plansToClose = new ArrayList<>();
  private long number = 1;
  private final SortedSet<Integer> decisive = new TreeSet<>();
  private boolean lasting;
  private boolean changing;
  private boolean betterInPieces;

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

  /// A better plan may be found when the value of this parameter, counted from 0, is known.
  public void markDecisive(int parameter) {
    decisive.add(parameter);
  }

  public int[] decisiveParameters() {
    return decisive.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Another plan would have the first rows sooner.
  public void markBetterInPieces() {
    betterInPieces = true;
  }

  public boolean isBetterInPieces() {
    return betterInPieces;
  }

  void begin() {
    number++;
  }

  void end() {
    plansToClose.forEach(Operator::close);
  }
}
