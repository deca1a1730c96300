package dev.omendb.sql.command.copy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
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
          "force_not_null", "force_null", "encoding" ->
          true;
      default -> false;
    };
  }

  private CopyOptions read() {
    Format format = format();
    flag("freeze");
    Header header = header();
    Charset encoding = encoding();
    if (format == Format.BINARY) {
      refuseInBinary("delimiter");
      refuseInBinary("null");
    }
    boolean csv = format == Format.CSV;
    byte delimiter = delimiter(csv);
    String nullText = text("null", csv ? "" : "\\N");
    if (nullText.indexOf('\n') >= 0 || nullText.indexOf('\r') >= 0) {
      throw invalid("COPY null representation cannot use newline or carriage return");
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
    List<String> forceQuote = columns("force_quote", "force quote", csv, false);
    List<String> forceNotNull = columns("force_not_null", "force not null", csv, true);
    List<String> forceNull = columns("force_null", "force null", csv, true);
    if (nullText.indexOf(delimiter) >= 0) {
      throw unsupported("COPY delimiter must not appear in the NULL specification");
    }
    if (csv && nullText.indexOf(quote) >= 0) {
      throw unsupported("CSV quote character must not appear in the NULL specification");
    }
    return new CopyOptions(
        format, delimiter, nullText.getBytes(StandardCharsets.UTF_8), header, quote, escape,
        forceQuote, forceNotNull, forceNull, encoding);
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
        throw syntax("cannot use \"match\" with HEADER in COPY TO");
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
      throw unsupported("COPY " + name + " available only in CSV mode");
    }
    byte[] bytes = value(option).getBytes(StandardCharsets.UTF_8);
    if (bytes.length != 1) {
      throw unsupported("COPY " + name + " must be a single one-byte character");
    }
    return bytes[0];
  }

  private List<String> columns(String name, String words, boolean csv, boolean ofFrom) {
    Option option = options.get(name);
    if (option == null) {
      return List.of();
    }
    if (!csv) {
      throw unsupported("COPY " + words + " available only in CSV mode");
    }
    if (from != ofFrom) {
      throw unsupported(
          "COPY " + words + " only available using COPY " + (ofFrom ? "FROM" : "TO"));
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
