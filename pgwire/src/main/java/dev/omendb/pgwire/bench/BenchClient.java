package dev.omendb.pgwire.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The least a benchmark needs of a PostgreSQL client: trusted connections, statements without
/// results, one number, binary COPY in, and prepared statements with binary parameters that return
/// bigints. Confined to one thread.
final class BenchClient implements AutoCloseable {
  private static final int PROTOCOL = 196_608;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private byte[] message = new byte[256];

  /// @param url `postgresql://user@host:port/database`
  BenchClient(URI url) throws IOException {
    socket = new Socket(url.getHost(), url.getPort() < 0 ? 5432 : url.getPort());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
    String user = url.getUserInfo() == null ? "postgres" : url.getUserInfo();
    byte[] start =
        ("user\0" + user + "\0database\0" + url.getPath().substring(1) + "\0\0")
            .getBytes(StandardCharsets.UTF_8);
    out.writeInt(8 + start.length);
    out.writeInt(PROTOCOL);
    out.write(start);
    out.flush();
    untilReady();
  }

  /// Runs a statement; its rows are dropped. Errors: the server's message.
  void run(String sql) throws IOException {
    send('Q', zeroEnded(sql));
    out.flush();
    untilReady();
  }

  /// True when the server takes a statement.
  boolean accepts(String sql) throws IOException {
    try {
      run(sql);
      return true;
    } catch (ServerException e) {
      return false;
    }
  }

  /// The one number a query returns.
  long number(String sql) throws IOException {
    send('Q', zeroEnded(sql));
    out.flush();
    long number = 0;
    for (int type = next(); type != 'Z'; type = next()) {
      if (type == 'D') {
        int length = ByteBuffer.wrap(message).getInt(2);
        number = Long.parseLong(new String(message, 6, length, StandardCharsets.US_ASCII));
      }
    }
    return number;
  }

  /// Prepares a statement, in place of one of the same name.
  void prepare(String name, String sql) throws IOException {
    byte[] text = zeroEnded(sql);
    byte[] nameBytes = zeroEnded(name);
    send('C', zeroEnded("S" + name));
    out.writeByte('P');
    out.writeInt(4 + nameBytes.length + text.length + 2);
    out.write(nameBytes);
    out.write(text);
    out.writeShort(0);
    send('S', new byte[0]);
    out.flush();
    untilReady();
  }

  /// Runs a prepared statement in one round trip; answers how many bigints it put into `ids`.
  int execute(String name, long[] ids, byte[]... parameters) throws IOException {
    start(name, parameters);
    return finish(ids);
  }

  /// Runs a prepared statement as part of a batch, which [#finish] ends.
  void start(String name, byte[]... parameters) throws IOException {
    byte[] nameBytes = zeroEnded(name);
    int bytes = 4 + 1 + nameBytes.length + 2 + 2 + 2 + 2 + 2;
    for (byte[] parameter : parameters) {
      bytes += 4 + parameter.length;
    }
    out.writeByte('B');
    out.writeInt(bytes);
    out.writeByte(0);
    out.write(nameBytes);
    out.writeShort(1);
    out.writeShort(1);
    out.writeShort(parameters.length);
    for (byte[] parameter : parameters) {
      out.writeInt(parameter.length);
      out.write(parameter);
    }
    out.writeShort(1);
    out.writeShort(1);
    out.writeByte('E');
    out.writeInt(9);
    out.writeByte(0);
    out.writeInt(0);
  }

  /// Ends a batch, which is one transaction; answers how many bigints it put into `ids`.
  int finish(long[] ids) throws IOException {
    send('S', new byte[0]);
    out.flush();
    int rows = 0;
    while (true) {
      int type = next();
      if (type == 'D') {
        ids[rows++] = ByteBuffer.wrap(message).getLong(6);
      } else if (type == 'Z') {
        return rows;
      }
    }
  }

  /// Starts COPY … FROM STDIN (FORMAT binary).
  void startCopy(String sql) throws IOException {
    send('Q', zeroEnded(sql));
    out.flush();
    while (next() != 'G') {
      continue;
    }
    send('d', "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
  }

  /// One row of values in their types' binary formats.
  void copyRow(byte[]... values) throws IOException {
    int bytes = 4 + 2;
    for (byte[] value : values) {
      bytes += 4 + value.length;
    }
    out.writeByte('d');
    out.writeInt(bytes);
    out.writeShort(values.length);
    for (byte[] value : values) {
      out.writeInt(value.length);
      out.write(value);
    }
  }

  void endCopy() throws IOException {
    send('d', new byte[] {-1, -1});
    send('c', new byte[0]);
    out.flush();
    untilReady();
  }

  /// A bigint's binary format.
  static byte[] bigint(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] zeroEnded(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private void send(char type, byte[] content) throws IOException {
    out.writeByte(type);
    out.writeInt(4 + content.length);
    out.write(content);
  }

  private void untilReady() throws IOException {
    ServerException failed = null;
    while (true) {
      try {
        if (next() == 'Z') {
          break;
        }
      } catch (ServerException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private int next() throws IOException {
    int type = in.readUnsignedByte();
    int length = in.readInt() - 4;
    if (message.length < length) {
      message = new byte[length];
    }
    in.readFully(message, 0, length);
    if (type == 'R' && length >= 4 && message[3] != 0) {
      throw new IOException("the server wants a password; allow trusted connections");
    }
    if (type == 'E') {
      throw new ServerException(new String(message, 0, length, StandardCharsets.UTF_8));
    }
    return type;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// An error the server reported.
  static final class ServerException extends IOException {
    ServerException(String fields) {
      super(fields.replace('\0', ' '));
    }
  }
}
