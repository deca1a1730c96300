package dev.omendb.sql.catalog;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.function.CallContext;
import java.util.List;

/// A table of pg_catalog or information_schema whose rows are made when it is read. A new one is
/// one class and one line in the list of system tables.
public interface VirtualTable {
  /// pg_class.oid.
  int oid();

  /// `pg_catalog` or `information_schema`.
  String schema();

  String name();

  /// pg_class.relkind: 'r', or 'v' for what is a view in PostgreSQL.
  char kind();

  /// In attribute order; oid is column `oid` where PostgreSQL has one.
  List<VirtualColumn> columns();

  /// Appends all rows of the current database's catalog to `into`, whose columns are the table's,
  /// of the kinds that carry their types.
  void rows(CallContext context, Batch into);

  /// A column.
  record VirtualColumn(String name, int typeOid, boolean notNull) {}
}
