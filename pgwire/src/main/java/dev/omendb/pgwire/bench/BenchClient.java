package dev.omendb.pgwire.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// The least a benchmark needs of a PostgreSQL client: trusted connections, statements without
/// results, binary COPY in, and one prepared query of one binary parameter that returns bigints.
/// Confined to one thread.
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

  /// Prepares the query, in place of the one before.
  void prepare(String sql) throws IOException {
    byte[] text = zeroEnded(sql);
    send('C', "Sq\0".getBytes(StandardCharsets.UTF_8));
    out.writeByte('P');
    out.writeInt(4 + 2 + text.length + 2);
    out.write(zeroEnded("q"));
    out.write(text);
    out.writeShort(0);
    send('S', new byte[0]);
    out.flush();
    untilReady();
  }

  /// Runs the prepared query; answers how many bigints it put into `ids`.
  int query(byte[] parameter, long[] ids) throws IOException {
    byte[] name = zeroEnded("q");
    out.writeByte('B');
    out.writeInt(4 + 1 + name.length + 2 + 2 + 2 + 4 + parameter.length + 2 + 2);
    out.writeByte(0);
    out.write(name);
    out.writeShort(1);
    out.writeShort(1);
    out.writeShort(1);
    out.writeInt(parameter.length);
    out.write(parameter);
    out.writeShort(1);
    out.writeShort(1);
    out.writeByte('E');
    out.writeInt(9);
    out.writeByte(0);
    out.writeInt(0);
    send('S', new byte[0]);
    out.flush();
    int rows = 0;
    while (true) {
      int type = next();
      if (type == 'D') {
        ids[rows++] = java.nio.ByteBuffer.wrap(message).getLong(6);
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

  /// One row: a bigint and a value in its type's binary format.
  void copyRow(long id, byte[] value) throws IOException {
    out.writeByte('d');
    out.writeInt(4 + 2 + 12 + 4 + value.length);
    out.writeShort(2);
    out.writeInt(8);
    out.writeLong(id);
    out.writeInt(value.length);
    out.write(value);
  }

  void endCopy() throws IOException {
    send('d', new byte[] {-1, -1});
    send('c', new byte[0]);
    out.flush();
    untilReady();
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
