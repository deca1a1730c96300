package dev.omendb.compat.wire;

import java.nio.ByteBuffer;

/// Arrays: ndim, hasnull, element oid, (length, lower bound) per dimension, then the values in row
/// order.
final class ArrayText {
  private ArrayText() {}

  static String decode(ByteBuffer in, String typeName, BinaryText elements) {
    var dimensions = in.getInt();
    in.getInt();
    in.getInt();
    if (dimensions == 0) {
      return "{}";
    }
    var lengths = new int[dimensions];
    var bounds = new StringBuilder();
    var shifted = false;
    for (var i = 0; i < dimensions; i++) {
      lengths[i] = in.getInt();
      var lower = in.getInt();
      shifted |= lower != 1;
      bounds.append("[%d:%d]".formatted(lower, lower + lengths[i] - 1));
    }
    var text = new StringBuilder(shifted ? bounds + "=" : "");
    var elementType = typeName.substring(0, typeName.length() - 2);
    level(text, in, lengths, 0, elementType, elements);
    return text.toString();
  }

  private static void level(
      StringBuilder text,
      ByteBuffer in,
      int[] lengths,
      int depth,
      String elementType,
      BinaryText elements) {
    text.append('{');
    for (var i = 0; i < lengths[depth]; i++) {
      text.append(i == 0 ? "" : ",");
      if (depth + 1 < lengths.length) {
        level(text, in, lengths, depth + 1, elementType, elements);
      } else {
        text.append(element(in, elementType, elements));
      }
    }
    text.append('}');
  }

  private static String element(ByteBuffer in, String elementType, BinaryText elements) {
    var length = in.getInt();
    if (length < 0) {
      return "NULL";
    }
    var value = new byte[length];
    in.get(value);
    var text = elements.decode(elementType, value);
    return needsQuotes(text) ? '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"' : text;
  }

  private static boolean needsQuotes(String text) {
    return text.isEmpty()
        || text.equalsIgnoreCase("null")
        || text.chars().anyMatch(c -> "{}\",\\ \t\n\r\f\u000b".indexOf(c) >= 0);
  }
}
