package dev.omendb.sql.function.set;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.system.RecordValue;
import java.util.ArrayList;
import java.util.List;

/// A function with several output columns where one value is wanted, as in a select list: each row
/// becomes a record.
public final class RecordRows implements SetKernel {
  private final SetKernel kernel;
  private final List<PgType> fields;
  private final List<String> names;

  /// @param kernel specialised already
  /// @param argumentTypes resolve the outputs that are polymorphic
  public RecordRows(SetKernel kernel, Function function, List<PgType> argumentTypes) {
    this.kernel = kernel;
    this.fields = new ArrayList<>();
    this.names = function.outputs().stream().map(Function.Output::name).toList();
    for (Function.Output output : function.outputs()) {
      fields.add(
          output.typeOid() == TypeOids.ANYELEMENT
              ? elementOf(argumentTypes.get(0))
              : Types.builtin().byOid(output.typeOid()));
    }
  }

  private static PgType elementOf(PgType array) {
    return Types.builtin().elementOf(array).orElse(array);
  }

  @Override
  public Rows start(CallContext context, Column[] arguments, int row) {
    Rows rows = kernel.start(context, arguments, row);
    Column[] columns = fields.stream().map(t -> t.storage(-1).newColumn(64)).toArray(Column[]::new);
    Batch batch = new Batch(columns);
    return (into, max) -> {
      batch.clear();
      int count = rows.next(batch, max);
      for (int i = 0; i < count; i++) {
        RecordValue.append(columns, fields, names, i, (BytesColumn) into.column(0));
      }
      return count;
    };
  }
}
