package dev.omendb.sql.function.datetime.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// to_char of numbers.
final class NumberPrinter {
  private final NumberTemplate template;
  private final boolean negative;
  private final String whole;
  private final String fraction;
  private final boolean overflow;
  private final StringBuilder out = new StringBuilder();
  private int wholePlace;
  private int fractionPlace;
  private boolean signWritten;

  private NumberPrinter(NumberTemplate template, BigDecimal value) {
    this.template = template;
    BigDecimal shifted = value.movePointRight(template.shift);
    BigDecimal rounded = shifted.setScale(template.fraction, RoundingMode.HALF_UP);
    this.negative = rounded.signum() < 0 || value.signum() < 0 && rounded.signum() != 0;
    String digits = rounded.abs().toPlainString();
    int point = digits.indexOf('.');
    String integer = point < 0 ? digits : digits.substring(0, point);
    this.fraction = point < 0 ? "" : digits.substring(point + 1);
    int places = template.whole + template.shift;
    String stripped = integer.equals("0") ? "" : integer;
    this.overflow = stripped.length() > places;
    this.whole = overflow ? "#".repeat(places) : " ".repeat(places - stripped.length()) + stripped;
  }

  static String print(NumberTemplate template, BigDecimal value) {
    if (template.roman) {
      return roman(template, value);
    }
    if (template.scientific) {
      return scientific(template, value);
    }
    return new NumberPrinter(template, value).run();
  }

  private String run() {
    boolean simpleSign =
        !template.sign && !template.minus && !template.signBoth && !template.brackets;
    for (NumberTemplate.Node node : template.nodes) {
      switch (node.keyword()) {
        case "9", "0" -> digit(simpleSign);
        case ".", "D" -> point(simpleSign);
        case ",", "G" -> group();
        case "L" -> out.append(' ');
        case "MI" -> out.append(negative ? "-" : template.fill ? "" : " ");
        case "PL" -> out.append(negative ? template.fill ? "" : " " : "+");
        case "SG" -> out.append(negative ? '-' : '+');
        case "TH" -> {
          if (!negative && template.fraction == 0) {
            String digits = whole.strip().isEmpty() ? "0" : whole.strip();
            out.append(DatePrinter.ordinal(digits, node.text()));
          }
        }
        case "" -> out.append(node.text());
        default -> {}
      }
    }
    if (template.brackets) {
      out.append(negative ? ">" : template.fill ? "" : " ");
    }
    if (template.sign && !template.signFirst) {
      out.append(negative ? '-' : '+');
    }
    return out.toString();
  }

  /// Writes the sign where the number starts.
  private void signBefore(boolean simpleSign) {
    if (signWritten) {
      return;
    }
    signWritten = true;
    if (template.brackets) {
      out.append(negative ? "<" : template.fill ? "" : " ");
    } else if (template.sign && template.signFirst) {
      out.append(negative ? '-' : '+');
    } else if (simpleSign) {
      out.append(negative ? "-" : template.fill ? "" : " ");
    }
  }

  private void digit(boolean simpleSign) {
    if (wholePlace == whole.length()) {
      fractionDigit();
      return;
    }
    char digit = whole.charAt(wholePlace);
    boolean zero = template.zeroFrom >= 0 && wholePlace >= template.zeroFrom;
    boolean last = wholePlace == whole.length() - 1;
    if (digit == ' ' && !zero && !(last && template.fraction == 0)) {
      out.append(template.fill ? "" : " ");
    } else {
      signBefore(simpleSign);
      out.append(digit == ' ' ? '0' : digit);
    }
    wholePlace++;
  }

  private void fractionDigit() {
    if (overflow) {
      out.append('#');
      fractionPlace++;
      return;
    }
    boolean trimmed =
        template.fill && fractionPlace >= template.zeroTo && onlyZerosFrom(fractionPlace);
    if (!trimmed) {
      out.append(fraction.charAt(fractionPlace));
    }
    fractionPlace++;
  }

  private boolean onlyZerosFrom(int place) {
    for (int i = place; i < fraction.length(); i++) {
      if (fraction.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private void point(boolean simpleSign) {
    boolean empty = whole.isBlank() && (template.zeroFrom < 0 || whole.isEmpty());
    signBefore(simpleSign);
    if (empty && template.whole > 0 && template.fill && onlyZerosFrom(0)) {
      out.append('0');
    }
    out.append('.');
  }

  private void group() {
    boolean started = signWritten || wholePlace > 0 && !whole.substring(0, wholePlace).isBlank();
    boolean zero = template.zeroFrom >= 0 && wholePlace > template.zeroFrom;
    out.append(started || zero ? "," : template.fill ? "" : " ");
  }

  private static String scientific(NumberTemplate template, BigDecimal value) {
    String text =
        value.signum() == 0
            ? "%.{n}e".replace("{n}", String.valueOf(template.fraction)).formatted(0.0)
            : "";
    if (value.signum() != 0) {
      int exponent = value.precision() - value.scale() - 1;
      BigDecimal mantissa =
          value.movePointLeft(exponent).setScale(template.fraction, RoundingMode.HALF_UP);
      if (mantissa.abs().compareTo(BigDecimal.TEN) >= 0) {
        exponent++;
        mantissa = value.movePointLeft(exponent).setScale(template.fraction, RoundingMode.HALF_UP);
      }
      text =
          mantissa.toPlainString()
              + "e"
              + (exponent < 0 ? "-" : "+")
              + "%02d".formatted(Math.abs(exponent));
    }
    return value.signum() < 0 || template.fill ? text : " " + text;
  }

  private static String roman(NumberTemplate template, BigDecimal value) {
    int number = value.setScale(0, RoundingMode.HALF_UP).intValue();
    if (number < 1 || number > 3999) {
      return "#".repeat(15);
    }
    int[] values = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    String[] letters = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
    StringBuilder text = new StringBuilder();
    int rest = number;
    for (int i = 0; i < values.length; i++) {
      while (rest >= values[i]) {
        text.append(letters[i]);
        rest -= values[i];
      }
    }
    boolean lower =
        template.nodes.stream().anyMatch(n -> n.keyword().equals("RN") && n.text().startsWith("r"));
    String roman = lower ? text.toString().toLowerCase(Locale.ROOT) : text.toString();
    return template.fill ? roman : "%15s".formatted(roman);
  }
}
