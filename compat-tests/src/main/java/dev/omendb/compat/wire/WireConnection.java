package dev.omendb.compat.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// One session with a server: simple and extended queries, COPY both ways, errors with all their
/// fields. Errors of statements come back in the [Result]; exceptions mean the connection is
/// broken. Confined to one thread at a time.
public final class WireConnection implements AutoCloseable {
  private static final int READ_TIMEOUT_MILLIS = 30_000;
  private static final int COPY_CHUNK_BYTES = 1 << 16;
  private static final byte[] NO_DATA = new byte[0];

  private final MessageStream stream;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<ServerMessage> strayNotices = new ArrayList<>();
  private int processId;
  private int secretKey;
  private char transactionStatus;
  private boolean syncAfterCopy;

  private WireConnection(MessageStream stream) {
    this.stream = stream;
  }

  public static WireConnection open(Endpoint endpoint) throws IOException {
    var stream = MessageStream.open(endpoint.host(), endpoint.port(), READ_TIMEOUT_MILLIS);
    try {
      new Login(stream, endpoint).run();
      var connection = new WireConnection(stream);
      connection.untilReady(new ResultReader(), NO_DATA);
      return connection;
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /// The settings the server reports: TimeZone, server_version …
  public Map<String, String> parameters() {
    return parameters;
  }

  /// `I` idle, `T` in a transaction, `E` in a failed one.
  public char transactionStatus() {
    return transactionStatus;
  }

  public int processId() {
    return processId;
  }

  public int secretKey() {
    return secretKey;
  }

  /// The messages below, for tests that speak the protocol step by step.
  public MessageStream stream() {
    return stream;
  }

  public List<Result> simple(String sql) throws IOException {
    return simple(sql, NO_DATA);
  }

  /// Sends one Query message. The list has one result per statement answered.
  ///
  /// @param copyIn what to send when the server asks for COPY data
  public List<Result> simple(String sql, byte[] copyIn) throws IOException {
    stream.send('Q', new Body().string(sql).build());
    stream.flush();
    return untilReady(new ResultReader(), copyIn);
  }

  /// One statement that must succeed, for setting up.
  public Result run(String sql) throws IOException {
    var results = simple(sql);
    for (var result : results) {
      if (result.error() != null) {
        throw new ServerError(result.error());
      }
    }
    return results.getLast();
  }

  /// Parse, Describe and Flush, then Bind, Describe, Execute and Sync.
  ///
  /// @param parameterTypes declared type oids; may be shorter than the parameters, 0 is undeclared
  /// @param parameters text values, null for SQL NULL
  /// @param binary which column types to ask for in binary
  public Result extended(
      String sql,
      List<Integer> parameterTypes,
      List<@Nullable String> parameters,
      IntPredicate binary,
      byte[] copyIn)
      throws IOException {
    var parse = new Body().string("").string(sql).int16(parameterTypes.size());
    parameterTypes.forEach(parse::int32);
    stream.send('P', parse.build());
    stream.send('D', new Body().int8('S').string("").build());
    stream.send('H', NO_DATA);
    stream.flush();
    var reader = new ResultReader();
    var failure = untilDescribed(reader);
    if (failure != null) {
      sync();
      untilReady(reader, copyIn);
      return reader.finish(null, failure);
    }
    bindAndExecute(parameters, formats(reader.columns(), binary));
    if (reader.columns() == null && sql.stripLeading().toLowerCase().startsWith("copy")) {
      // A Sync sent before the COPY data would be taken for part of it, so it follows the data.
      stream.send('H', NO_DATA);
      stream.flush();
      syncAfterCopy = true;
      var copied = untilExecuted(reader, copyIn);
      if (syncAfterCopy) {
        syncAfterCopy = false;
        sync();
      }
      untilReady(new ResultReader(), copyIn);
      return copied;
    }
    sync();
    return untilReady(reader, copyIn).getFirst();
  }

  private static List<Integer> formats(@Nullable List<ResultColumn> columns, IntPredicate binary) {
    if (columns == null) {
      return List.of();
    }
    return columns.stream().map(c -> binary.test(c.typeOid()) ? 1 : 0).toList();
  }

  private void bindAndExecute(List<@Nullable String> parameters, List<Integer> formats)
      throws IOException {
    var bind = new Body().string("").string("").int16(0).int16(parameters.size());
    for (var value : parameters) {
      bind.value(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
    bind.int16(formats.size());
    formats.forEach(bind::int16);
    stream.send('B', bind.build());
    stream.send('D', new Body().int8('P').string("").build());
    stream.send('E', new Body().string("").int32(0).build());
  }

  private void sync() throws IOException {
    stream.send('S', NO_DATA);
    stream.flush();
  }

  private @Nullable ServerMessage untilDescribed(ResultReader reader) throws IOException {
    while (true) {
      var message = next();
      switch (message.type()) {
        case '1' -> {
          // ParseComplete carries nothing.
        }
        case 't' -> reader.parameterTypes(message.buffer());
        case 'T' -> {
          reader.columns(ResultColumn.readAll(message.buffer()));
          return null;
        }
        case 'n' -> {
          return null;
        }
        case 'E' -> {
          return ServerMessage.read(message.buffer());
        }
        default -> throw unexpected(message);
      }
    }
  }

  private Result untilExecuted(ResultReader reader, byte[] copyIn) throws IOException {
    while (true) {
      var result = accept(next(), reader, copyIn);
      if (result != null) {
        return result;
      }
    }
  }

  private List<Result> untilReady(ResultReader reader, byte[] copyIn) throws IOException {
    var results = new ArrayList<Result>();
    for (var message = next(); message.type() != 'Z'; message = next()) {
      var result = accept(message, reader, copyIn);
      if (result != null) {
        results.add(result);
        if (result.error() != null && result.error().severity().equals("FATAL")) {
          throw new ServerError(result.error());
        }
      }
    }
    return results;
  }

  /// Takes one message; the finished result if it ends a statement.
  private @Nullable Result accept(Message message, ResultReader reader, byte[] copyIn)
      throws IOException {
    strayNotices.forEach(reader::notice);
    strayNotices.clear();
    switch (message.type()) {
      case 'T' -> reader.columns(ResultColumn.readAll(message.buffer()));
      case 'D' -> reader.row(message.buffer());
      case 't' -> reader.parameterTypes(message.buffer());
      case 'H' -> reader.copyOutStarts();
      case 'd' -> reader.copyData(message.body());
      case 'G' -> sendCopy(copyIn);
      case 'C' -> {
        return reader.finish(Message.string(message.buffer()), null);
      }
      case 'I', 's' -> {
        return reader.finish(null, null);
      }
      case 'E' -> {
        return reader.finish(null, ServerMessage.read(message.buffer()));
      }
      case '1', '2', '3', 'n', 'c' -> {
        // Completions without content.
      }
      default -> throw unexpected(message);
    }
    return null;
  }

  private void sendCopy(byte[] data) throws IOException {
    for (var start = 0; start < data.length; start += COPY_CHUNK_BYTES) {
      var length = Math.min(COPY_CHUNK_BYTES, data.length - start);
      stream.send('d', java.util.Arrays.copyOfRange(data, start, start + length));
    }
    stream.send('c', NO_DATA);
    if (syncAfterCopy) {
      stream.send('S', NO_DATA);
      syncAfterCopy = false;
    }
    stream.flush();
  }

  /// The next message that belongs to the conversation; what may come at any time is kept aside.
  private Message next() throws IOException {
    while (true) {
      var message = stream.read();
      var body = message.buffer();
      switch (message.type()) {
        case 'S' -> parameters.put(Message.string(body), Message.string(body));
        case 'K' -> {
          processId = body.getInt();
          secretKey = body.getInt();
        }
        case 'N' -> strayNotices.add(ServerMessage.read(body));
        case 'A' -> {
          // Notifications are tested with real drivers.
        }
        case 'Z' -> {
          transactionStatus = (char) body.get();
          return message;
        }
        default -> {
          return message;
        }
      }
    }
  }

  private static IOException unexpected(Message message) {
    return new IOException("unexpected message '%c'".formatted(message.type()));
  }

  @Override
  public void close() throws IOException {
    try {
      stream.send('X', NO_DATA);
      stream.flush();
    } catch (IOException e) {
      // The other side is gone already, which is what closing wants.
    } finally {
      stream.close();
    }
  }
}
