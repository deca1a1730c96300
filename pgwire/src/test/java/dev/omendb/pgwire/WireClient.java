package dev.omendb.pgwire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A client that says exactly what a test wants, and shows answers as short text: `T(a,b)`,
/// `D(1,NULL)`, `C(SELECT 1)`, `E(ERROR 42601 P8 …)`, `Z(I)`, for other messages the type letter.
public final class WireClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /// Type byte and body of one message.
  public record Message(char type, byte[] body) {}

  private WireClient(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /// A connection that has said nothing yet.
  public static WireClient open(InetSocketAddress address) throws IOException {
    return new WireClient(address);
  }

  /// A connection that is logged in as postgres, its greeting read.
  public static WireClient login(InetSocketAddress address, String... settings)
      throws IOException {
    WireClient client = open(address);
    client.startup(settings);
    client.readUntilReady();
    return client;
  }

  /// Sends a startup packet for the user and database postgres.
  public void startup(String... settings) throws IOException {
    StringBuilder body = new StringBuilder("\0\3\0\0user\0postgres\0database\0postgres\0");
    for (String part : settings) {
      body.append(part).append('\0');
    }
    packet(body.append('\0').toString());
    flush();
  }

  /// Adds a message without a type byte.
  public WireClient packet(String body) {
    return packet(body.getBytes(StandardCharsets.UTF_8));
  }

  public WireClient packet(byte[] body) {
    pending.writeBytes(ByteBuffer.allocate(4).putInt(body.length + 4).array());
    pending.writeBytes(body);
    return this;
  }

  /// Adds a message; strings in `body` carry their zero bytes themselves.
  public WireClient message(char type, String body) {
    return message(type, body.getBytes(StandardCharsets.UTF_8));
  }

  public WireClient message(char type, byte[] body) {
    pending.write(type);
    return packet(body);
  }

  public WireClient query(String sql) {
    return message('Q', sql + "\0");
  }

  public WireClient parse(String name, String sql) {
    return message('P', name + "\0" + sql + "\0\0\0");
  }

  /// Text parameters, text results.
  public WireClient bind(String portal, String statement, String... values) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes((portal + "\0" + statement + "\0\0\0").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(ByteBuffer.allocate(2).putShort((short) values.length).array());
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      body.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      body.writeBytes(bytes);
    }
    body.writeBytes(new byte[2]);
    return message('B', body.toByteArray());
  }

  public WireClient describe(char kind, String name) {
    return message('D', kind + name + "\0");
  }

  public WireClient execute(String portal, int maxRows) {
    byte[] name = (portal + "\0").getBytes(StandardCharsets.UTF_8);
    return message(
        'E', ByteBuffer.allocate(name.length + 4).put(name).putInt(maxRows).array());
  }

  public WireClient sync() {
    return message('S', "");
  }

  public WireClient raw(byte[] bytes) {
    pending.writeBytes(bytes);
    return this;
  }

  public void flush() throws IOException {
    if (pending.size() == 0) {
      return;
    }
    socket.getOutputStream().write(pending.toByteArray());
    socket.getOutputStream().flush();
    pending.reset();
  }

  /// Ends our side of the conversation.
  public void endInput() throws IOException {
    socket.shutdownOutput();
  }

  /// Whether an answer has arrived.
  public boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  public int readByte() throws IOException {
    return in.read();
  }

  public Message readMessage() throws IOException {
    char type = (char) in.readUnsignedByte();
    byte[] body = new byte[in.readInt() - 4];
    in.readFully(body);
    return new Message(type, body);
  }

  /// The answers up to ReadyForQuery.
  public List<String> readUntilReady() throws IOException {
    flush();
    List<String> answers = new ArrayList<>();
    do {
      answers.add(show(readMessage()));
    } while (!answers.getLast().startsWith("Z"));
    return answers;
  }

  /// So many answers.
  public List<String> read(int count) throws IOException {
    flush();
    List<String> answers = new ArrayList<>();
    while (answers.size() < count) {
      answers.add(show(readMessage()));
    }
    return answers;
  }

  /// The answers up to the end of the connection.
  public List<String> readUntilClosed() throws IOException {
    flush();
    List<String> answers = new ArrayList<>();
    try {
      while (true) {
        answers.add(show(readMessage()));
      }
    } catch (EOFException e) {
      return answers;
    }
  }

  private static String show(Message message) {
    ByteBuffer body = ByteBuffer.wrap(message.body());
    return switch (message.type()) {
      case 'T' -> "T(" + String.join(",", columnNames(body)) + ")";
      case 'D' -> "D(" + String.join(",", values(body)) + ")";
      case 'C', 'S' -> message.type() + "(" + text(body) + ")";
      case 'Z' -> "Z(" + (char) body.get() + ")";
      case 'E', 'N' -> message.type() + "(" + fields(body) + ")";
      default -> String.valueOf(message.type());
    };
  }

  private static List<String> columnNames(ByteBuffer body) {
    List<String> names = new ArrayList<>();
    int count = body.getShort();
    for (int i = 0; i < count; i++) {
      names.add(text(body));
      body.position(body.position() + 18);
    }
    return names;
  }

  private static List<String> values(ByteBuffer body) {
    List<String> values = new ArrayList<>();
    int count = body.getShort();
    for (int i = 0; i < count; i++) {
      int length = body.getInt();
      if (length < 0) {
        values.add("NULL");
      } else {
        byte[] bytes = new byte[length];
        body.get(bytes);
        values.add(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  private static String fields(ByteBuffer body) {
    StringBuilder shown = new StringBuilder();
    for (byte code = body.get(); code != 0; code = body.get()) {
      String value = text(body);
      switch (code) {
        case 'S', 'C' -> shown.append(value).append(' ');
        case 'P' -> shown.append(" P").append(value);
        case 'M' -> shown.append(value);
        default -> {}
      }
    }
    return shown.toString();
  }

  private static String text(ByteBuffer body) {
    int start = body.position();
    while (body.get() != 0) {
      // Up to the zero byte.
    }
    return new String(
        body.array(), start, body.position() - 1 - start, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
