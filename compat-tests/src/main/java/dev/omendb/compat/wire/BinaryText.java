package dev.omendb.compat.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/// Turns a binary value into the text PostgreSQL would have sent for it, so that one expectation
/// serves both formats.
public final class BinaryText {
  private static final Set<String> SCALARS =
      Set.of(
          "bool",
          "bytea",
          "char",
          "name",
          "int8",
          "int2",
          "int4",
          "text",
          "oid",
          "json",
          "float4",
          "float8",
          "bpchar",
          "varchar",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "interval",
          "timetz",
          "bit",
          "varbit",
          "numeric",
          "uuid",
          "jsonb",
          "vector",
          "halfvec",
          "sparsevec");

  private final ZoneId timeZone;

  /// @param timeZone the session's, for timestamptz
  public BinaryText(ZoneId timeZone) {
    this.timeZone = timeZone;
  }

  /// Whether values of this type can be asked for in binary.
  public static boolean supports(String typeName) {
    return SCALARS.contains(
        typeName.endsWith("[]") ? typeName.substring(0, typeName.length() - 2) : typeName);
  }

  public String decode(String typeName, byte[] value) {
    var in = ByteBuffer.wrap(value);
    var text =
        typeName.endsWith("[]") ? ArrayText.decode(in, typeName, this) : scalar(typeName, in);
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(
          "%d bytes too many in a binary %s".formatted(in.remaining(), typeName));
    }
    return text;
  }

  private String scalar(String typeName, ByteBuffer in) {
    return switch (typeName) {
      case "bool" -> in.get() == 0 ? "f" : "t";
      case "int2" -> Short.toString(in.getShort());
      case "int4" -> Integer.toString(in.getInt());
      case "int8" -> Long.toString(in.getLong());
      case "oid" -> Integer.toUnsignedString(in.getInt());
      case "float4" -> FloatText.of(in.getFloat());
      case "float8" -> FloatText.of(in.getDouble());
      case "numeric" -> NumericText.decode(in);
      case "text", "varchar", "bpchar", "name", "json" -> utf8(in);
      case "char" -> utf8(in).replace("\0", "");
      case "jsonb" -> jsonb(in);
      case "bytea" -> "\\x" + HexFormat.of().formatHex(rest(in));
      case "uuid" -> new UUID(in.getLong(), in.getLong()).toString();
      case "date" -> DateTimeText.date(in.getInt());
      case "time" -> DateTimeText.time(in.getLong());
      case "timetz" -> DateTimeText.time(in.getLong()) + DateTimeText.offset(-in.getInt());
      case "timestamp" -> DateTimeText.timestamp(in.getLong());
      case "timestamptz" -> DateTimeText.timestamptz(in.getLong(), timeZone);
      case "interval" -> DateTimeText.interval(in.getLong(), in.getInt(), in.getInt());
      case "bit", "varbit" -> VectorText.bits(in);
      case "vector" -> VectorText.vector(in);
      case "halfvec" -> VectorText.halfvec(in);
      case "sparsevec" -> VectorText.sparsevec(in);
      default -> throw new IllegalArgumentException("no binary form known of " + typeName);
    };
  }

  private static String jsonb(ByteBuffer in) {
    var version = in.get();
    if (version != 1) {
      throw new IllegalArgumentException("jsonb version " + version);
    }
    return utf8(in);
  }

  private static String utf8(ByteBuffer in) {
    return new String(rest(in), StandardCharsets.UTF_8);
  }

  private static byte[] rest(ByteBuffer in) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
