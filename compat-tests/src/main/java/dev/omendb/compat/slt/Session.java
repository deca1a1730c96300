package dev.omendb.compat.slt;

import dev.omendb.compat.slt.SltRecord.Head.Kind;
import dev.omendb.compat.slt.SltRecord.Sql;
import dev.omendb.compat.wire.BinaryText;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.Result;
import dev.omendb.compat.wire.TypeNames;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;

/// One named connection of a test file. Confined to one thread at a time.
final class Session implements AutoCloseable {
  private final WireConnection connection;
  private final TypeNames types;
  private final Mode mode;

  Session(Endpoint endpoint, TypeNames types, Mode mode) throws IOException {
    this.connection = WireConnection.open(endpoint);
    this.types = types;
    this.mode = mode;
  }

  List<Result> execute(Sql record) throws IOException {
    var kind = record.head() == null ? null : record.head().kind();
    var copyIn = copyIn(record, kind == Kind.COPY_HEX);
    var parameters = record.parameters();
    if (kind == Kind.SCRIPT || (mode == Mode.SIMPLE && parameters == null)) {
      return connection.simple(record.sql(), copyIn);
    }
    return List.of(
        connection.extended(
            record.sql(),
            List.of(),
            parameters == null ? List.of() : parameters,
            oid -> mode == Mode.BINARY && BinaryText.supports(types.name(oid)),
            copyIn));
  }

  private static byte[] copyIn(Sql record, boolean hex) {
    var lines = record.copyIn();
    if (lines == null) {
      return new byte[0];
    }
    return hex
        ? HexFormat.of().parseHex(String.join("", lines).replace(" ", ""))
        : String.join("", lines.stream().map(line -> line + "\n").toList())
            .getBytes(StandardCharsets.UTF_8);
  }

  /// Renders by the session's current time zone.
  Rendering rendering() {
    var zone = connection.parameters().getOrDefault("TimeZone", "UTC");
    try {
      return new Rendering(types, ZoneId.of(zone));
    } catch (java.time.DateTimeException e) {
      return new Rendering(types, ZoneId.of("UTC"));
    }
  }

  char transactionStatus() {
    return connection.transactionStatus();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
