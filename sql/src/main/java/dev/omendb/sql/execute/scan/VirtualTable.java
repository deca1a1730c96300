package dev.omendb.sql.execute.scan;

import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.SetKernel;
import java.util.List;

/// A table of pg_catalog or information_schema, whose rows are made when asked for.
public interface VirtualTable {
  List<ColumnSpec> columns();

  /// All rows, every column in order.
  SetKernel.Rows scan(CallContext context);

  /// The rows whose first column is this oid; by default all rows, which the caller filters anyway.
  default SetKernel.Rows scanByOid(CallContext context, long oid) {
    return scan(context);
  }

  /// @param typeOid SQL type
  record ColumnSpec(String name, int typeOid, boolean notNull) {}
}
