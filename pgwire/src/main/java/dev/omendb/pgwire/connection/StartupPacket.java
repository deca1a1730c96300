package dev.omendb.pgwire.connection;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.pgwire.message.MessageReader;
import dev.omendb.pgwire.message.StartupCodes;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a client asks for when it starts a session.
///
/// @param settings run-time parameters, those of `options=-c name=value` included
/// @param unknownOptions protocol extensions (`_pq_.…`) that we do not have
record StartupPacket(
    int version,
    String user,
    String database,
    Map<String, String> settings,
    List<String> unknownOptions) {

  /// Errors: 08P01 malformed, 0A000 another protocol version, 28000 no user.
  static StartupPacket read(int version, ByteBuf body) {
    int major = version >>> 16;
    if (major != StartupCodes.MAJOR_VERSION) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "unsupported frontend protocol %d.%d: server supports 3.0 to 3.0"
              .formatted(major, version & 0xffff));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    String user = "";
    String database = "";
    String options = "";
    while (body.isReadable() && body.getByte(body.readerIndex()) != 0) {
      String name = MessageReader.text(body);
      String value = MessageReader.text(body);
      switch (name) {
        case "user" -> user = value;
        case "database" -> database = value;
        case "options" -> options = value;
        case "replication" -> requireNoReplication(value);
        default -> {
          if (name.startsWith("_pq_.")) {
            unknown.add(name);
          } else {
            settings.put(name, value);
          }
        }
      }
    }
    requireEnd(body);
    if (user.isEmpty()) {
      throw new DatabaseException(
          SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
          "no PostgreSQL user name specified in startup packet");
    }
    Map<String, String> all = new LinkedHashMap<>(CommandLineOptions.parse(options));
    all.putAll(settings);
    return new StartupPacket(version, user, database.isEmpty() ? user : database, all, unknown);
  }

  private static void requireEnd(ByteBuf body) {
    if (body.readableBytes() != 1) {
      throw new DatabaseException(
          SqlState.PROTOCOL_VIOLATION,
          "invalid startup packet layout: expected terminator as last byte");
    }
    body.skipBytes(1);
  }

  private static void requireNoReplication(String value) {
    switch (value) {
      case "false", "off", "no", "0" -> {}
      default -> throw DatabaseException.unsupported("replication");
    }
  }

  boolean needsNegotiation() {
    return (version & 0xffff) > 0 || !unknownOptions.isEmpty();
  }
}
