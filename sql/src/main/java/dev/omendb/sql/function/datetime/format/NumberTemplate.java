package dev.omendb.sql.function.datetime.format;

import java.util.ArrayList;
import java.util.List;

/// A numeric template taken apart: how many digits stand before and after the point, and which
/// signs and decorations are asked for.
final class NumberTemplate {
  private static final String[] KEYWORDS = {
    "EEEE", "FM", "MI", "PL", "PR", "RN", "SG", "TH", "9", "0", ".", ",", "D", "G", "L", "S", "V"
  };

  /// Keywords (upper case, except `th`, `rn`) and quoted or other literal text, in order.
  record Node(String keyword, String text) {}

  final List<Node> nodes = new ArrayList<>();
  int whole;
  int fraction;

  /// Digit places before the point, counted from the left, at which zeros are forced; -1 none.
  int zeroFrom = -1;

  /// The last fraction place written as 0; 0 none.
  int zeroTo;

  int shift;
  boolean fill;
  boolean scientific;
  boolean roman;
  boolean brackets;
  boolean sign;
  boolean signFirst;
  boolean minus;
  boolean plus;
  boolean signBoth;

  static NumberTemplate parse(String source) {
    NumberTemplate template = new NumberTemplate();
    boolean afterPoint = false;
    boolean afterShift = false;
    for (int at = 0; at < source.length(); ) {
      String keyword = keywordAt(source, at);
      if (keyword.isEmpty()) {
        at = template.literal(source, at);
        continue;
      }
      template.nodes.add(new Node(keyword, source.substring(at, at + keyword.length())));
      at += keyword.length();
      switch (keyword) {
        case "9", "0" -> {
          if (afterShift) {
            template.shift++;
          } else if (afterPoint) {
            template.fraction++;
            template.zeroTo = keyword.equals("0") ? template.fraction : template.zeroTo;
          } else {
            if (keyword.equals("0") && template.zeroFrom < 0) {
              template.zeroFrom = template.whole;
            }
            template.whole++;
          }
        }
        case ".", "D" -> afterPoint = true;
        case "V" -> afterShift = true;
        case "FM" -> template.fill = true;
        case "EEEE" -> template.scientific = true;
        case "RN" -> template.roman = true;
        case "PR" -> template.brackets = true;
        case "MI" -> template.minus = true;
        case "PL" -> template.plus = true;
        case "SG" -> template.signBoth = true;
        case "S" -> {
          template.sign = true;
          template.signFirst = template.whole + template.fraction == 0;
        }
        default -> {}
      }
    }
    return template;
  }

  private static String keywordAt(String source, int at) {
    for (String keyword : KEYWORDS) {
      if (source.regionMatches(true, at, keyword, 0, keyword.length())) {
        return keyword;
      }
    }
    return "";
  }

  private int literal(String source, int start) {
    int at = start;
    if (source.charAt(at) == '"') {
      int end = source.indexOf('"', at + 1);
      end = end < 0 ? source.length() : end;
      nodes.add(new Node("", source.substring(at + 1, end)));
      return end + 1;
    }
    nodes.add(new Node("", source.substring(at, at + 1)));
    return at + 1;
  }
}
