package dev.omendb.sql.type.json;

import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.numeric.NumericKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The order of jsonb values: null, strings, numbers, booleans, arrays, objects; larger containers
/// after smaller ones, then by content. An empty array at the top comes before everything, as in
/// PostgreSQL.
public final class JsonOrder {
  private JsonOrder() {}

  public static int compare(Json a, Json b) {
    int order = Integer.compare(rank(a, true), rank(b, true));
    return order != 0 ? order : compareNested(a, b);
  }

  public static boolean equal(Json a, Json b) {
    return compare(a, b) == 0;
  }

  /// Consistent with [#compare]: 1.0 and 1.00 hash alike.
  public static long hash(Json value) {
    long hash = rank(value, false);
    switch (value) {
      case Json.Null _, Json.Bool _ -> {}
      case Json.Num number -> {
        BigDecimal decimal = number.decimal();
        hash =
            Hashing.combine(
                hash, decimal.signum() == 0 ? 0 : decimal.stripTrailingZeros().hashCode());
      }
      case Json.Str string -> hash = Hashing.combine(hash, string.value().hashCode());
      case Json.Arr array -> {
        for (Json element : array.elements()) {
          hash = Hashing.combine(hash, hash(element));
        }
      }
      case Json.Obj object -> {
        for (Json.Member member : object.members()) {
          hash = Hashing.combine(hash, member.key().hashCode());
          hash = Hashing.combine(hash, hash(member.value()));
        }
      }
    }
    return Hashing.mix(hash);
  }

  /// Bytes that sort as [#compare] does: rank, then the size of containers, then content.
  static void encode(Json value, KeyBuffer into) {
    encode(value, true, into);
  }

  private static int compareNested(Json a, Json b) {
    int order = Integer.compare(rank(a, false), rank(b, false));
    if (order != 0) {
      return order;
    }
    return switch (a) {
      case Json.Null _, Json.Bool _ -> 0;
      case Json.Num number -> number.decimal().compareTo(((Json.Num) b).decimal());
      case Json.Str string -> compareText(string.value(), ((Json.Str) b).value());
      case Json.Arr array -> compareElements(array.elements(), ((Json.Arr) b).elements());
      case Json.Obj object -> compareMembers(object.members(), ((Json.Obj) b).members());
    };
  }

  private static int compareElements(List<Json> a, List<Json> b) {
    int order = Integer.compare(a.size(), b.size());
    for (int i = 0; order == 0 && i < a.size(); i++) {
      order = compareNested(a.get(i), b.get(i));
    }
    return order;
  }

  private static int compareMembers(List<Json.Member> a, List<Json.Member> b) {
    int order = Integer.compare(a.size(), b.size());
    for (int i = 0; order == 0 && i < a.size(); i++) {
      order = compareText(a.get(i).key(), b.get(i).key());
      order = order != 0 ? order : compareNested(a.get(i).value(), b.get(i).value());
    }
    return order;
  }

  private static int compareText(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static int rank(Json value, boolean top) {
    return switch (value) {
      case Json.Null _ -> 1;
      case Json.Str _ -> 2;
      case Json.Num _ -> 3;
      case Json.Bool bool -> bool.value() ? 5 : 4;
      case Json.Arr array -> top && array.elements().isEmpty() ? 0 : 6;
      case Json.Obj _ -> 7;
    };
  }

  private static void encode(Json value, boolean top, KeyBuffer into) {
    into.putByte(rank(value, top));
    switch (value) {
      case Json.Null _, Json.Bool _ -> {}
      case Json.Num number -> NumericKey.encode(number.decimal(), into);
      case Json.Str string -> encodeText(string.value(), into);
      case Json.Arr array -> {
        into.putLong(array.elements().size());
        for (Json element : array.elements()) {
          encode(element, false, into);
        }
      }
      case Json.Obj object -> {
        into.putLong(object.members().size());
        for (Json.Member member : object.members()) {
          encodeText(member.key(), into);
          encode(member.value(), false, into);
        }
      }
    }
  }

  /// Text holds no NUL, which ends it here.
  private static void encodeText(String text, KeyBuffer into) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    into.putBytes(bytes, 0, bytes.length);
    into.putByte(0);
  }
}
