package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.bytes;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Digests, encode/decode, character set conversion.
final class Encodings {
  private static final Map<String, Charset> CHARSETS =
      Map.of(
          "UTF8", StandardCharsets.UTF_8,
          "LATIN1", StandardCharsets.ISO_8859_1,
          "LATIN9", Charset.forName("ISO-8859-15"),
          "WIN1252", Charset.forName("windows-1252"),
          "SQLASCII", StandardCharsets.UTF_8);

  private Encodings() {}

  static void addTo(Implementations into) {
    into.row("md5_text", (c, a, i, r) -> put(r, hex(digest("MD5", bytes(a[0], i)))));
    into.row("md5_bytea", (c, a, i, r) -> put(r, hex(digest("MD5", bytes(a[0], i)))));
    for (int bits : new int[] {224, 256, 384, 512}) {
      into.row(
          "sha" + bits + "_bytea", (c, a, i, r) -> put(r, digest("SHA-" + bits, bytes(a[0], i))));
    }
    into.row("binary_encode", (c, a, i, r) -> put(r, encode(bytes(a[0], i), text(a[1], i))));
    into.row("binary_decode", (c, a, i, r) -> put(r, decode(text(a[0], i), text(a[1], i))));
    into.row(
        "pg_convert_to",
        (c, a, i, r) -> put(r, text(a[0], i).getBytes(charset(text(a[1], i), "destination"))));
    into.row("pg_convert_from", (c, a, i, r) -> put(r, convertFrom(bytes(a[0], i), text(a[1], i))));
    into.row("pg_convert", Encodings::convert);
    into.row(
        "length_in_encoding",
        (c, a, i, r) -> {
          String text = new String(bytes(a[0], i), charset(text(a[1], i), "source"));
          put(r, text.codePointCount(0, text.length()));
        });
  }

  private static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new DatabaseException(SqlState.INTERNAL_ERROR, "no " + algorithm, e);
    }
  }

  private static String hex(byte[] data) {
    return HexFormat.of().formatHex(data);
  }

  private static String encode(byte[] data, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> hex(data);
      case "base64" ->
          new String(
              Base64.getMimeEncoder(76, new byte[] {'\n'}).encode(data), StandardCharsets.US_ASCII);
      case "escape" -> escape(data);
      default -> throw unknownEncoding(format);
    };
  }

  private static String escape(byte[] data) {
    StringBuilder out = new StringBuilder();
    for (byte b : data) {
      if (b == 0 || b < 0) {
        out.append("\\%03o".formatted(b & 0xFF));
      } else if (b == '\\') {
        out.append("\\\\");
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }

  private static byte[] decode(String text, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> decodeHex(text);
      case "base64" -> decodeBase64(text);
      case "escape" -> unescape(text);
      default -> throw unknownEncoding(format);
    };
  }

  private static DatabaseException unknownEncoding(String format) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE, "unrecognized encoding: \"" + format + "\"");
  }

  private static byte[] decodeHex(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int high = -1;
    for (char c : text.toCharArray()) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal digit: \"" + c + "\"");
      }
      if (high < 0) {
        high = digit;
      } else {
        out.write(high << 4 | digit);
        high = -1;
      }
    }
    if (high >= 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal data: odd number of digits");
    }
    return out.toByteArray();
  }

  private static byte[] decodeBase64(String text) {
    StringBuilder digits = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        continue;
      }
      if (!(c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '='))) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE,
            "invalid symbol \"" + c + "\" found while decoding base64 sequence");
      }
      digits.append(c);
    }
    if (digits.length() % 4 != 0) {
      throw invalidBase64();
    }
    try {
      return Base64.getDecoder().decode(digits.toString());
    } catch (IllegalArgumentException e) {
      throw invalidBase64();
    }
  }

  private static DatabaseException invalidBase64() {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "invalid base64 end sequence")
        .hint("Input data is missing padding, is truncated, or is otherwise corrupted.");
  }

  private static byte[] unescape(String text) {
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < source.length; i++) {
      if (source[i] != '\\') {
        out.write(source[i]);
      } else if (i + 1 < source.length && source[i + 1] == '\\') {
        out.write('\\');
        i++;
      } else if (i + 3 < source.length && isOctal(source, i + 1)) {
        out.write((source[i + 1] - '0') << 6 | (source[i + 2] - '0') << 3 | source[i + 3] - '0');
        i += 3;
      } else {
        throw new DatabaseException(
            SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
      }
    }
    return out.toByteArray();
  }

  private static boolean isOctal(byte[] source, int at) {
    return source[at] >= '0'
        && source[at] <= '3'
        && source[at + 1] >= '0'
        && source[at + 1] <= '7'
        && source[at + 2] >= '0'
        && source[at + 2] <= '7';
  }

  private static Charset charset(String name, String role) {
    String folded = name.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
    Charset charset = CHARSETS.get(folded.equals("UNICODE") ? "UTF8" : folded);
    if (charset == null) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid " + role + " encoding name \"" + name + "\"");
    }
    return charset;
  }

  private static String convertFrom(byte[] data, String encoding) {
    Charset charset = charset(encoding, "source");
    if (charset == StandardCharsets.UTF_8) {
      Utf8.validate(data, 0, data.length);
    }
    return new String(data, charset);
  }

  private static void convert(CallContext context, Column[] arguments, int row, Column result) {
    String text = convertFrom(bytes(arguments[0], row), text(arguments[1], row));
    put(result, text.getBytes(charset(text(arguments[2], row), "destination")));
  }
}
