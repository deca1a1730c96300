package dev.omendb.compat.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Framed messages over one socket, nothing more: protocol tests build wrong conversations with it.
/// Confined to one thread.
public final class MessageStream implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 1 << 30;
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private MessageStream(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
  }

  /// @param readTimeoutMillis a read that waits longer fails, so that a silent server fails a test
  public static MessageStream open(String host, int port, int readTimeoutMillis)
      throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(readTimeoutMillis);
      return new MessageStream(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// A message without a type byte: startup, SSLRequest, CancelRequest.
  public void sendUntyped(byte[] body) throws IOException {
    out.writeInt(body.length + 4);
    out.write(body);
  }

  public void send(char type, byte[] body) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + 4);
    out.write(body);
  }

  /// Bytes as they are, for conversations that break the protocol on purpose.
  public void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  public void flush() throws IOException {
    out.flush();
  }

  public Message read() throws IOException {
    var type = (char) in.readUnsignedByte();
    var length = in.readInt();
    if (length < 4 || length - 4 > MAX_BODY_BYTES) {
      throw new IOException("message '%c' with length word %d".formatted(type, length));
    }
    var body = new byte[length - 4];
    in.readFully(body);
    return new Message(type, body);
  }

  /// One byte outside any message: the answer to SSLRequest and GSSENCRequest.
  public int readByte() throws IOException {
    return in.readUnsignedByte();
  }

  /// Whether the server has closed the connection, reading and dropping what it still sends.
  public boolean closedByServer() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (EOFException e) {
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  /// Drops the connection with a reset instead of an orderly end.
  public void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
