package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.CatalogChange;
import java.util.ArrayList;
import java.util.List;

/// Everything a transaction changes, on its way through the log into the tables.
///
/// @param transactionId as [dev.omendb.engine.storage.Transaction#id]
/// @param changes catalog changes in order
/// @param temporary changes of the session's own objects, which the log does not see; made after
///     the others
/// @param temporaryTables likewise
public record Commit(
    long transactionId,
    List<CatalogChange> changes,
    List<TableCommit> tables,
    List<CatalogChange> temporary,
    List<TableCommit> temporaryTables) {

  /// A commit that the log held.
  public Commit(long transactionId, List<CatalogChange> changes, List<TableCommit> tables) {
    this(transactionId, changes, tables, List.of(), List.of());
  }

  /// Logged and temporary ones.
  List<CatalogChange> allChanges() {
    return joined(changes, temporary);
  }

  /// Logged and temporary ones.
  public List<TableCommit> allTables() {
    return joined(tables, temporaryTables);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    if (second.isEmpty()) {
      return first;
    }
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
