package dev.omendb.sql.catalog;

/// Makes the rows of one system table.
@FunctionalInterface
public interface CatalogRows {
  void write(CatalogView view, RowWriter rows);
}
