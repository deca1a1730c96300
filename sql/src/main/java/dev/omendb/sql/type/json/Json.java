package dev.omendb.sql.type.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value as a tree. Objects keep their members in the order given, duplicates included,
/// until [#normalized] makes them what jsonb holds.
public sealed interface Json {
  /// The value null.
  record Null() implements Json {}

  record Bool(boolean value) implements Json {}

  /// A number by its text, `1e2` and `100` being different texts of one value.
  record Num(String text) implements Json {
    public static Num of(BigDecimal value) {
      return new Num((value.scale() < 0 ? value.setScale(0) : value).toPlainString());
    }

    public static Num of(long value) {
      return new Num(Long.toString(value));
    }

    public BigDecimal decimal() {
      return new BigDecimal(text);
    }
  }

  record Str(String value) implements Json {}

  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  record Obj(List<Member> members) implements Json {
    public Obj {
      members = List.copyOf(members);
    }

    /// The value of the last member of this name, or null.
    public @Nullable Json get(String key) {
      for (int i = members.size() - 1; i >= 0; i--) {
        if (members.get(i).key().equals(key)) {
          return members.get(i).value();
        }
      }
      return null;
    }
  }

  record Member(String key, Json value) {}

  Null NULL = new Null();
  Bool TRUE = new Bool(true);
  Bool FALSE = new Bool(false);

  /// The value as jsonb keeps it: of duplicate keys the last, keys by length in bytes and then by
  /// bytes, numbers written out without exponent.
  default Json normalized() {
    return switch (this) {
      case Num number -> JsonParser.normalizedNumber(number);
      case Arr array -> {
        List<Json> elements = new ArrayList<>(array.elements.size());
        for (Json element : array.elements) {
          elements.add(element.normalized());
        }
        yield new Arr(elements);
      }
      case Obj object -> {
        Map<String, Json> last = new LinkedHashMap<>();
        for (Member member : object.members) {
          last.put(member.key, member.value.normalized());
        }
        List<Member> members = new ArrayList<>(last.size());
        last.forEach((key, value) -> members.add(new Member(key, value)));
        members.sort((a, b) -> compareKeys(a.key, b.key));
        yield new Obj(members);
      }
      case Null _, Bool _, Str _ -> this;
    };
  }

  /// json_typeof: `object`, `array`, `string`, `number`, `boolean`, `null`.
  default String typeName() {
    return switch (this) {
      case Null _ -> "null";
      case Bool _ -> "boolean";
      case Num _ -> "number";
      case Str _ -> "string";
      case Arr _ -> "array";
      case Obj _ -> "object";
    };
  }

  /// The order of keys in jsonb: shorter first, then by bytes.
  static int compareKeys(String a, String b) {
    byte[] left = a.getBytes(StandardCharsets.UTF_8);
    byte[] right = b.getBytes(StandardCharsets.UTF_8);
    return left.length != right.length
        ? Integer.compare(left.length, right.length)
        : Arrays.compareUnsigned(left, right);
  }
}
