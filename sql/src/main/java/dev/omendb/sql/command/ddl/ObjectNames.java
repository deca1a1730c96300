package dev.omendb.sql.command.ddl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Names PostgreSQL chooses for what the user did not name: `t_pkey`, `t_a_b_idx1`, `t_id_seq`
/// (makeObjectName and ChooseRelationName in its indexcmds.c).
final class ObjectNames {
  /// Bytes of an identifier, NAMEDATALEN - 1.
  static final int MAX_BYTES = 63;

  private ObjectNames() {}

  /// The first free one of `first_second_label`, `first_second_label1`, ….
  static String choose(
      String first, @Nullable String second, String label, Predicate<String> taken) {
    String name = make(first, second, label);
    for (int pass = 1; taken.test(name); pass++) {
      name = make(first, second, label + pass);
    }
    return name;
  }

  /// Joins the parts with underscores; the longer of the first two is cut until all fits.
  static String make(String first, @Nullable String second, String label) {
    int firstBytes = bytes(first);
    int secondBytes = second == null ? 0 : bytes(second);
    int available = MAX_BYTES - (second == null ? 0 : 1) - bytes(label) - 1;
    while (firstBytes + secondBytes > available) {
      if (firstBytes > secondBytes) {
        firstBytes--;
      } else {
        secondBytes--;
      }
    }
    String tail = second == null ? "" : "_" + cut(second, secondBytes);
    return cut(first, firstBytes) + tail + "_" + label;
  }

  /// Column names joined for a name's middle part.
  static String columns(List<String> names) {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      joined.append(joined.isEmpty() ? "" : "_").append(name);
      if (bytes(joined.toString()) > MAX_BYTES) {
        break;
      }
    }
    return joined.toString();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The longest beginning of whole characters that has at most `limit` bytes.
  static String cut(String text, int limit) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= limit) {
      return text;
    }
    int end = limit;
    while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
