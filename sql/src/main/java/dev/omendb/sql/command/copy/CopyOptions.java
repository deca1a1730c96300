package dev.omendb.sql.command.copy;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How COPY data look. Made by [CopyOptionsReader].
///
/// @param delimiter quote escape single bytes
/// @param nullText what stands for NULL
/// @param defaultText what stands for the column's default, if anything does
/// @param header of the first line
/// @param forceQuote forceNotNull forceNull column names, `*` for all
/// @param encoding of the data; UTF-8 unless said otherwise
/// @param badRows what a row is for whose values cannot be read
record CopyOptions(
    Format format,
    byte delimiter,
    byte[] nullText,
    byte @Nullable [] defaultText,
    Header header,
    byte quote,
    byte escape,
    List<String> forceQuote,
    List<String> forceNotNull,
    List<String> forceNull,
    Charset encoding,
    BadRows badRows) {

  /// The formats.
  enum Format {
    TEXT,
    CSV,
    BINARY
  }

  /// What the first line is.
  enum Header {
    NONE,
    NAMES,
    /// Names that must be those of the columns.
    MATCH
  }

  /// What a value that is no value of its column's type does.
  enum BadRows {
    /// It ends the COPY.
    END,
    /// Its row is left out, and counted.
    SKIP,
    /// Its row is left out, with a notice.
    SKIP_WITH_NOTICE
  }

  boolean binary() {
    return format == Format.BINARY;
  }

  boolean csv() {
    return format == Format.CSV;
  }
}
