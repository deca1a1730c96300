package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A value known when the plan was made. Its column is filled once and reused.
public final class Constant extends Expression {
  private final Column value;
  private final Column filled;

  /// @param value one row; not changed afterwards
  public Constant(PgType type, int typmod, Column value) {
    super(type, typmod);
    this.value = value;
    this.filled = value.newEmpty(1);
  }

  /// NULL of a type.
  public static Constant ofNull(PgType type) {
    Column value = type.storage(-1).newColumn(1);
    value.appendNull();
    return new Constant(type, -1, value);
  }

  public boolean isNull() {
    return value.isNull(0);
  }

  /// The value as a column of one row.
  public Column value() {
    return value;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    int rows = input.size();
    if (filled.size() > rows) {
      filled.clear();
    }
    fill(filled, value, rows);
    return filled;
  }

  /// Repeats row 0 of `value` until `into` has `rows` rows; bytes are stored once.
  static void fill(Column into, Column value, int rows) {
    if (into.size() == 0 && rows > 0) {
      into.appendFrom(value, 0);
    }
    if (into instanceof BytesColumn bytes && rows > 0 && !into.isNull(0)) {
      int offset = bytes.offset(0);
      int length = bytes.length(0);
      while (bytes.size() < rows) {
        bytes.appendSlice(offset, length);
      }
      return;
    }
    while (into.size() < rows) {
      into.appendFrom(value, 0);
    }
  }

  @Override
  public List<Expression> children() {
    return List.of();
  }

  @Override
  public String toString() {
    if (isNull()) {
      return "NULL::" + type().displayName(typmod());
    }
    ByteBuffering text = new ByteBuffering();
    type().formatText(value, 0, FormatSettings.DEFAULT, text);
    boolean bare =
        switch (type().name()) {
          case "int2", "int4", "int8", "numeric", "float4", "float8", "oid" ->
              text.text().charAt(0) != '-';
          case "bool" -> true;
          default -> false;
        };
    if (type().name().equals("bool")) {
      return text.text().equals("t") ? "true" : "false";
    }
    String quoted = "'" + text.text().replace("'", "''") + "'";
    boolean needsType = !type().name().equals("int4") || !bare;
    return (bare ? text.text() : quoted)
        + (needsType && !bare ? "::" + type().displayName(typmod()) : "");
  }
}
