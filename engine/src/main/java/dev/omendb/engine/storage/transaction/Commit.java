package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.CatalogChange;
import java.util.List;

/// Everything a transaction changes, on its way through the log into the tables.
///
/// @param transactionId as [dev.omendb.engine.storage.Transaction#id]
/// @param changes catalog changes in order
public record Commit(long transactionId, List<CatalogChange> changes, List<TableCommit> tables) {}
