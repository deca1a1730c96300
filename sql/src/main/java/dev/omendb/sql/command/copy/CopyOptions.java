package dev.omendb.sql.command.copy;

import java.nio.charset.Charset;
import java.util.List;

/// How COPY data look. Made by [CopyOptionsReader].
///
/// @param delimiter quote escape single bytes
/// @param nullText what stands for NULL
/// @param header of the first line
/// @param forceQuote forceNotNull forceNull column names, `*` for all
/// @param encoding of the data; UTF-8 unless said otherwise
record CopyOptions(
    Format format,
    byte delimiter,
    byte[] nullText,
    Header header,
    byte quote,
    byte escape,
    List<String> forceQuote,
    List<String> forceNotNull,
    List<String> forceNull,
    Charset encoding) {

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

  boolean binary() {
    return format == Format.BINARY;
  }

  boolean csv() {
    return format == Format.CSV;
  }
}
