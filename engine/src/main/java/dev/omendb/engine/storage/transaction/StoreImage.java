package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.storage.table.TableImage;
import java.util.List;

/// Everything committed up to one moment.
///
/// @param timestamp of the last commit in it
public record StoreImage(
    long timestamp, long lastTransactionId, Catalog catalog, List<TableImage> tables) {}
