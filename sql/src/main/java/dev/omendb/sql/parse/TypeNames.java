package dev.omendb.sql.parse;

import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.TypeName;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Builds the types that SQL spells with key words, under PostgreSQL's names.
public final class TypeNames {
  /// "All fields" in the typmod of an interval with a precision only.
  private static final int INTERVAL_FULL_RANGE = 0x7FFF;

  private TypeNames() {}

  public static TypeName of(ObjectName name, List<SqlNode> typmods, SqlParserPos position) {
    return new TypeName(name, typmods, List.of(), false, position);
  }

  public static TypeName system(String name, List<SqlNode> typmods, SqlParserPos position) {
    return of(ObjectName.system(name, position.getColumnNum()), typmods, position);
  }

  /// The same type as an array, or as a set.
  public static TypeName with(TypeName type, List<Integer> bounds, boolean setOf) {
    return bounds.isEmpty() && !setOf
        ? type
        : new TypeName(type.name, type.typmods, bounds, setOf, type.getParserPosition());
  }

  /// A number as a typmod.
  public static SqlNode number(int value, SqlParserPos position) {
    return new Constant(Constant.Kind.NUMBER, Integer.toString(value), position);
  }

  /// FLOAT(p): up to 24 binary digits fit float4.
  public static @Nullable TypeName floating(int digits, SqlParserPos position) {
    if (digits < 1 || digits > 53) {
      return null;
    }
    return system(digits <= 24 ? "float4" : "float8", List.of(), position);
  }

  /// INTERVAL with a field mask (0: none) and a precision (null: none), encoded as PostgreSQL does.
  public static TypeName interval(int fields, @Nullable SqlNode precision, SqlParserPos position) {
    if (precision != null) {
      int mask = fields == 0 ? INTERVAL_FULL_RANGE : fields;
      return system("interval", List.of(number(mask, position), precision), position);
    }
    return system(
        "interval", fields == 0 ? List.of() : List.of(number(fields, position)), position);
  }

  /// The bit PostgreSQL gives an interval field in its mask, 0 for a word that is none.
  public static int intervalField(String word) {
    return switch (word) {
      case "year" -> 1 << 2;
      case "month" -> 1 << 1;
      case "day" -> 1 << 3;
      case "hour" -> 1 << 10;
      case "minute" -> 1 << 11;
      case "second" -> 1 << 12;
      default -> 0;
    };
  }

  /// All fields from the coarser one to the finer, 0 when the pair is not allowed.
  public static int intervalRange(String from, String to) {
    List<String> days = List.of("day", "hour", "minute", "second");
    if (from.equals("year") && to.equals("month")) {
      return intervalField("year") | intervalField("month");
    }
    int first = days.indexOf(from);
    int last = days.indexOf(to);
    if (first < 0 || last <= first) {
      return 0;
    }
    return days.subList(first, last + 1).stream().mapToInt(TypeNames::intervalField).sum();
  }
}
