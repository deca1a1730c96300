package dev.omendb.sql.command.copy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.copy.CopyOptions.BadRows;
import dev.omendb.sql.command.copy.CopyOptions.Format;
import dev.omendb.sql.command.copy.CopyOptions.Header;
import dev.omendb.sql.parse.node.Option;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and checks the options of COPY, in the order and with the words of PostgreSQL's
/// ProcessCopyOptions.
final class CopyOptionsReader {
  private final boolean from;
  private final Map<String, Option> options = new HashMap<>();

  private CopyOptionsReader(List<Option> given, boolean from) {
    this.from = from;
    for (Option option : given) {
      if (!isKnown(option.name())) {
        throw syntax("option \"" + option.name() + "\" not recognized")
            .position(option.position());
      }
      if (options.putIfAbsent(option.name(), option) != null) {
        throw syntax("conflicting or redundant options").position(option.position());
      }
    }
  }

  static CopyOptions read(List<Option> given, boolean from) {
    return new CopyOptionsReader(given, from).read();
  }

  private static boolean isKnown(String name) {
    return switch (name) {
      case "format", "freeze", "delimiter", "null", "header", "quote", "escape", "force_quote",
          "force_not_null", "force_null", "encoding", "default", "on_error", "log_verbosity" ->
          true;
      default -> false;
    };
  }

  private CopyOptions read() {
    Format format = format();
    boolean freeze = flag("freeze");
    Header header = header();
    Charset encoding = encoding();
    BadRows badRows = badRows();
    if (format == Format.BINARY) {
      refuseInBinary("delimiter");
      refuseInBinary("null");
      refuseInBinary("default");
    }
    boolean csv = format == Format.CSV;
    byte delimiter = delimiter(csv);
    String nullText = text("null", csv ? "" : "\\N");
    if (nullText.indexOf('\n') >= 0 || nullText.indexOf('\r') >= 0) {
      throw invalid("COPY null representation cannot use newline or carriage return");
    }
    String defaultText = options.containsKey("default") ? text("default", "") : null;
    if (defaultText != null
        && (defaultText.indexOf('\n') >= 0 || defaultText.indexOf('\r') >= 0)) {
      throw invalid("COPY default representation cannot use newline or carriage return");
    }
    if (!csv && "\\.abcdefghijklmnopqrstuvwxyz0123456789".indexOf(delimiter) >= 0) {
      throw invalid("COPY delimiter cannot be \"" + (char) delimiter + "\"");
    }
    if (header != Header.NONE && format == Format.BINARY) {
      throw unsupported("cannot specify HEADER in BINARY mode");
    }
    byte quote = single("quote", csv, (byte) '"');
    if (csv && delimiter == quote) {
      throw invalid("COPY delimiter and quote must be different");
    }
    byte escape = single("escape", csv, quote);
    List<String> forceQuote = columns("force_quote", csv, false);
    List<String> forceNotNull = columns("force_not_null", csv, true);
    List<String> forceNull = columns("force_null", csv, true);
    requireApart(nullText, "NULL", SqlState.INVALID_PARAMETER_VALUE, delimiter, csv, quote);
    if (freeze && !from) {
      throw invalid("COPY FREEZE cannot be used with COPY TO");
    }
    if (defaultText != null) {
      if (!from) {
        throw unsupported("COPY DEFAULT cannot be used with COPY TO");
      }
      requireApart(defaultText, "DEFAULT", SqlState.FEATURE_NOT_SUPPORTED, delimiter, csv, quote);
      if (defaultText.equals(nullText)) {
        throw unsupported("NULL specification and DEFAULT specification cannot be the same");
      }
    }
    if (format == Format.BINARY && badRows != BadRows.END) {
      throw syntax("only ON_ERROR STOP is allowed in BINARY mode");
    }
    return new CopyOptions(
        format, delimiter, nullText.getBytes(StandardCharsets.UTF_8),
        defaultText == null ? null : defaultText.getBytes(StandardCharsets.UTF_8), header, quote,
        escape, forceQuote, forceNotNull, forceNull, encoding, badRows);
  }

  private static void requireApart(
      String text, String option, SqlState state, byte delimiter, boolean csv, byte quote) {
    if (text.indexOf(delimiter) >= 0) {
      throw new DatabaseException(
          state,
          "COPY delimiter character must not appear in the " + option + " specification");
    }
    if (csv && text.indexOf(quote) >= 0) {
      throw new DatabaseException(
          state, "CSV quote character must not appear in the " + option + " specification");
    }
  }

  private BadRows badRows() {
    Option option = options.get("on_error");
    if (option != null && !from) {
      throw invalid("COPY ON_ERROR cannot be used with COPY TO").position(option.position());
    }
    boolean skips = option != null && chosen(option, "stop", "ignore").equals("ignore");
    Option verbosity = options.get("log_verbosity");
    boolean verbose =
        verbosity != null && chosen(verbosity, "default", "verbose").equals("verbose");
    return !skips ? BadRows.END : verbose ? BadRows.SKIP_WITH_NOTICE : BadRows.SKIP;
  }

  /// One of two words, the first when none is given.
  private static String chosen(Option option, String first, String second) {
    String value = option.value() == null ? first : option.value().toLowerCase(Locale.ROOT);
    if (!value.equals(first) && !value.equals(second)) {
      throw invalid(
              "COPY %s \"%s\" not recognized"
                  .formatted(option.name().toUpperCase(Locale.ROOT), option.value()))
          .position(option.position());
    }
    return value;
  }

  private Format format() {
    Option option = options.get("format");
    String value = option == null ? "text" : value(option);
    return switch (value) {
      case "text" -> Format.TEXT;
      case "csv" -> Format.CSV;
      case "binary" -> Format.BINARY;
      default ->
          throw invalid("COPY format \"" + value + "\" not recognized").position(position(option));
    };
  }

  private static int position(@Nullable Option option) {
    return option == null ? 0 : option.position();
  }

  private static String value(Option option) {
    String value = option.value();
    if (value == null) {
      throw syntax(option.name() + " requires a parameter");
    }
    return value;
  }

  private boolean flag(String name) {
    Option option = options.get(name);
    if (option == null) {
      return false;
    }
    Boolean flag = flagOf(option);
    if (flag == null) {
      throw syntax(name + " requires a Boolean value");
    }
    return flag;
  }

  private static @Nullable Boolean flagOf(Option option) {
    String value = option.value() == null ? "true" : option.value().toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true", "on", "1" -> Boolean.TRUE;
      case "false", "off", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  private Header header() {
    Option option = options.get("header");
    if (option == null) {
      return Header.NONE;
    }
    if ("match".equalsIgnoreCase(option.value())) {
      if (!from) {
        throw unsupported("cannot use \"match\" with HEADER in COPY TO");
      }
      return Header.MATCH;
    }
    Boolean flag = flagOf(option);
    if (flag == null) {
      throw syntax("header requires a Boolean value or \"match\"");
    }
    return flag ? Header.NAMES : Header.NONE;
  }

  private Charset encoding() {
    Option option = options.get("encoding");
    if (option == null) {
      return StandardCharsets.UTF_8;
    }
    String name = value(option).toUpperCase(Locale.ROOT).replaceAll("[-_ ]", "");
    return switch (name) {
      case "UTF8", "UNICODE", "SQLASCII" -> StandardCharsets.UTF_8;
      case "LATIN1", "ISO88591" -> StandardCharsets.ISO_8859_1;
      case "LATIN2", "ISO88592" -> Charset.forName("ISO-8859-2");
      case "LATIN9", "ISO885915" -> Charset.forName("ISO-8859-15");
      case "WIN1250", "WINDOWS1250" -> Charset.forName("windows-1250");
      case "WIN1251", "WINDOWS1251" -> Charset.forName("windows-1251");
      case "WIN1252", "WINDOWS1252" -> Charset.forName("windows-1252");
      case "KOI8R", "KOI8" -> Charset.forName("KOI8-R");
      case "EUCJP", "EUCCN", "EUCKR", "EUCTW", "SJIS", "BIG5", "GBK", "UHC", "GB18030", "JOHAB" ->
          throw DatabaseException.unsupported("COPY in encoding " + name);
      default ->
          throw invalid("argument to option \"encoding\" must be a valid encoding name")
              .position(option.position());
    };
  }

  private void refuseInBinary(String name) {
    if (options.containsKey(name)) {
      throw syntax("cannot specify " + name.toUpperCase(Locale.ROOT) + " in BINARY mode");
    }
  }

  private String text(String name, String absent) {
    Option option = options.get(name);
    return option == null ? absent : value(option);
  }

  private byte delimiter(boolean csv) {
    byte[] bytes = text("delimiter", csv ? "," : "\t").getBytes(StandardCharsets.UTF_8);
    if (bytes.length != 1) {
      throw unsupported("COPY delimiter must be a single one-byte character");
    }
    if (bytes[0] == '\n' || bytes[0] == '\r') {
      throw invalid("COPY delimiter cannot be newline or carriage return");
    }
    return bytes[0];
  }

  private byte single(String name, boolean csv, byte absent) {
    Option option = options.get(name);
    if (option == null) {
      return absent;
    }
    if (!csv) {
      throw unsupported("COPY " + name.toUpperCase(Locale.ROOT) + " requires CSV mode");
    }
    byte[] bytes = value(option).getBytes(StandardCharsets.UTF_8);
    if (bytes.length != 1) {
      throw unsupported("COPY " + name + " must be a single one-byte character");
    }
    return bytes[0];
  }

  private List<String> columns(String name, boolean csv, boolean ofFrom) {
    Option option = options.get(name);
    if (option == null) {
      return List.of();
    }
    String words = "COPY " + name.toUpperCase(Locale.ROOT);
    if (!csv) {
      throw unsupported(words + " requires CSV mode");
    }
    if (from != ofFrom) {
      throw ofFrom
          ? invalid(words + " cannot be used with COPY TO")
          : unsupported(words + " cannot be used with COPY FROM");
    }
    return List.of(value(option).split(","));
  }

  private static DatabaseException syntax(String message) {
    return new DatabaseException(SqlState.SYNTAX_ERROR, message);
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }

  private static DatabaseException unsupported(String message) {
    return new DatabaseException(SqlState.FEATURE_NOT_SUPPORTED, message);
  }
}
