package dev.omendb.sql.function.json;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.aggregate.Aggregates;
import dev.omendb.sql.function.aggregate.RowCollector;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import java.util.List;

/// json_agg, json_object_agg and their jsonb forms.
final class JsonAggregates {
  private JsonAggregates() {}

  static void addTo(Implementations into) {
    for (String type : new String[] {"json", "jsonb"}) {
      boolean binary = type.equals("jsonb");
      into.aggregate(
          type + "_agg(anyelement)",
          Aggregates.typed(types -> context -> new ArrayCollector(context, types, binary)));
      into.aggregate(
          type + "_object_agg(any,any)",
          Aggregates.typed(types -> context -> new ObjectCollector(context, types, binary)));
    }
  }

  private static Column[] columns(List<PgType> types) {
    return types.stream().map(t -> t.storage(-1).newColumn(16)).toArray(Column[]::new);
  }

  private static final class ArrayCollector extends RowCollector {
    private final CallContext context;
    private final PgType type;
    private final boolean binary;

    ArrayCollector(CallContext context, List<PgType> types, boolean binary) {
      super(columns(types), false);
      this.context = context;
      this.type = types.get(0);
      this.binary = binary;
    }

    @Override
    public void result(int group, Column into) {
      int start = first(group);
      if (start < 0) {
        into.appendNull();
        return;
      }
      boolean nested = type.oid() == TypeOids.RECORD || type.isArray();
      JsonBuilder builder = new JsonBuilder(context);
      ByteBuffering out = new ByteBuffering();
      out.writeByte('[');
      for (int row = start; row >= 0; row = next(row)) {
        boolean ownLine = nested && !column(0).isNull(row);
        out.writeAscii(row == start ? "" : ownLine ? ", \n " : ", ");
        builder.write(type, column(0), row, out);
      }
      out.writeByte(']');
      JsonConstructors.finish(out, binary, into);
    }
  }

  private static final class ObjectCollector extends RowCollector {
    private final CallContext context;
    private final List<PgType> types;
    private final boolean binary;

    ObjectCollector(CallContext context, List<PgType> types, boolean binary) {
      super(columns(types), false);
      this.context = context;
      this.types = types;
      this.binary = binary;
    }

    @Override
    public void result(int group, Column into) {
      int start = first(group);
      if (start < 0) {
        into.appendNull();
        return;
      }
      JsonBuilder builder = new JsonBuilder(context);
      ByteBuffering out = new ByteBuffering();
      DatabaseException ifNull =
          binary
              ? new DatabaseException(
                  SqlState.INVALID_PARAMETER_VALUE, "field name must not be null")
              : JsonBuilder.nullKey();
      out.writeAscii("{ ");
      for (int row = start; row >= 0; row = next(row)) {
        out.writeAscii(row == start ? "" : ", ");
        builder.writeKey(types.get(0), column(0), row, ifNull, out);
        out.writeAscii(" : ");
        builder.write(types.get(1), column(1), row, out);
      }
      out.writeAscii(" }");
      JsonConstructors.finish(out, binary, into);
    }
  }
}
