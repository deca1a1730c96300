package dev.omendb.sql.function;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.array.TextArrays;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The types' own functions (`int4in`, `int4out`, `int4recv`, `int4send`): one implementation for
/// all, by their names' endings. Clients name them (`'array_in'::regproc`) more than call them.
final class InputOutput {
  private static final String CSTRING = "2275";
  private static final String BYTEA = "17";
  private static final String INTERNAL = "2281";
  private static final String INTEGER = "23";
  private static final String CSTRING_ARRAY = "1263";
  private static final String TYPMOD_IN = "_typmod_in";

  private InputOutput() {}

  static @Nullable Implementation find(
      String symbol, String name, String arguments, String result, boolean strict) {
    if (arguments.startsWith(CSTRING) && name.endsWith("in") && !arguments.startsWith("1263")) {
      int type = SignatureFile.type(result);
      return scalar(
          (context, columns, row, into) -> {
            BytesColumn text = (BytesColumn) columns[0];
            PgType parsed = context.type(type);
            int from = text.offset(row);
            int to = from + text.length(row);
            parsed.parseText(text.heap(), from, to, -1, context.format(), into);
          },
          strict);
    }
    boolean single = !arguments.isEmpty() && arguments.indexOf(',') < 0;
    if (single && result.equals(CSTRING) && name.endsWith("out")) {
      int type = SignatureFile.type(arguments);
      return scalar(
          (context, columns, row, into) -> {
            ByteBuffering sink = new ByteBuffering();
            context.type(type).formatText(columns[0], row, context.format(), sink);
            sink.appendTo((BytesColumn) into);
          },
          strict);
    }
    if (single && result.equals(BYTEA) && name.endsWith("send")) {
      int type = SignatureFile.type(arguments);
      return scalar(
          (context, columns, row, into) -> {
            ByteBuffering sink = new ByteBuffering();
            context.type(type).formatBinary(columns[0], row, sink);
            sink.appendTo((BytesColumn) into);
          },
          strict);
    }
    if (result.equals(INTEGER) && arguments.equals(CSTRING_ARRAY) && name.endsWith(TYPMOD_IN)) {
      int type = SignatureFile.type(name.substring(0, name.length() - TYPMOD_IN.length()));
      return scalar(
          (context, columns, row, into) -> {
            List<@Nullable String> modifiers = TextArrays.get(columns[0], row);
            if (modifiers.isEmpty()) {
              throw new DatabaseException(
                  SqlState.ARRAY_SUBSCRIPT_ERROR, "typmod array must be one-dimensional");
            }
            Values.put(into, context.type(type).typmodIn(modifiers.toArray(String[]::new)));
          },
          strict);
    }
    boolean isSupport = name.endsWith("handler") || name.endsWith("support");
    if (arguments.startsWith(INTERNAL) && (name.endsWith("recv") || isSupport)) {
      return scalar(
          (context, columns, row, into) -> {
            throw new DatabaseException(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot accept a value of type internal");
          },
          strict);
    }
    return null;
  }

  private static Implementation scalar(RowFunction function, boolean strict) {
    return new Implementation.Scalar(strict ? function.strict() : function.lenient());
  }
}
