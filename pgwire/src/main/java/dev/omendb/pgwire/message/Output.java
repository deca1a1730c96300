package dev.omendb.pgwire.message;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.LittleEndian;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The bytes on their way to one client. Messages are written straight into a pooled buffer, which
/// goes to the channel when it is full or flushed. A client that reads slowly blocks the writer,
/// unless that is the network thread, which hands long results to another one before they grow.
/// Confined to the connection's owner of the moment; [#wakeWriter] may come from anywhere.
public final class Output implements ByteSink {
  /// A chunk this large goes to the channel.
  private static final int CHUNK_BYTES = 64 << 10;

  private static final int FIRST_BYTES = 2 << 10;
  private static final long RECHECK_MILLIS = 1_000;

  private final Channel channel;
  private final Object writability = new Object();
  private final AtomicInteger queuedWrites = new AtomicInteger();
  private @Nullable ByteBuf buffer;
  private boolean chunked;
  private int messageStart;
  private volatile boolean stopped;

  public Output(Channel channel) {
    this.channel = channel;
  }

  /// Starts a message; the length word is set by [#end].
  public Output begin(char type) {
    ByteBuf target = buffer();
    messageStart = target.writerIndex();
    target.writeByte(type);
    target.writeInt(0);
    return this;
  }

  public void end() {
    ByteBuf target = buffer();
    target.setInt(messageStart + 1, target.writerIndex() - messageStart - 1);
  }

  /// Takes the message back that was begun last and not ended.
  public void abandon() {
    buffer().writerIndex(messageStart);
  }

  /// A string with its zero byte.
  public Output text(String text) {
    ByteBuf target = buffer();
    ByteBufUtil.writeUtf8(target, text);
    target.writeByte(0);
    return this;
  }

  /// A byte outside of any message: the answer to an SSLRequest.
  public void raw(char answer) {
    buffer().writeByte(answer);
  }

  /// Passes a full chunk on. Errors: 08006 when the client is gone.
  public void passChunk() {
    ByteBuf full = buffer;
    if (full == null || full.readableBytes() < CHUNK_BYTES) {
      return;
    }
    requireListener();
    chunked = true;
    flush();
    if (!channel.isWritable() && !channel.eventLoop().inEventLoop()) {
      awaitWritable();
    }
  }

  /// Sends what was written so far. What another thread sends waits in the network thread's queue;
  /// until it is out, what the network thread itself sends must queue behind it.
  public void flush() {
    ByteBuf full = buffer;
    if (full == null) {
      return;
    }
    buffer = null;
    EventLoop loop = channel.eventLoop();
    if (!loop.inEventLoop()) {
      queuedWrites.incrementAndGet();
      channel.writeAndFlush(full, channel.voidPromise());
      loop.execute(queuedWrites::decrementAndGet);
    } else if (queuedWrites.get() == 0) {
      channel.writeAndFlush(full, channel.voidPromise());
    } else {
      queuedWrites.incrementAndGet();
      loop.execute(
          () -> {
            queuedWrites.decrementAndGet();
            channel.writeAndFlush(full, channel.voidPromise());
          });
    }
  }

  /// Sends what was written so far and closes the channel.
  public void close() {
    flush();
    channel
        .eventLoop()
        .execute(
            () ->
                channel
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(ChannelFutureListener.CLOSE));
  }

  private void requireListener() {
    if (stopped || !channel.isActive()) {
      throw new DatabaseException(SqlState.CONNECTION_FAILURE, "connection to client lost");
    }
  }

  private void awaitWritable() {
    synchronized (writability) {
      while (!channel.isWritable()) {
        requireListener();
        try {
          writability.wait(RECHECK_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new DatabaseException(SqlState.ADMIN_SHUTDOWN, "interrupted while sending", e);
        }
      }
    }
  }

  /// The channel has become writable, or closed.
  public void wakeWriter() {
    synchronized (writability) {
      writability.notifyAll();
    }
  }

  /// Large results end here: the server goes down and does not wait for slow clients. Thread-safe.
  public void stop() {
    stopped = true;
    wakeWriter();
  }

  /// Forgets what was not sent.
  public void discard() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }

  private ByteBuf buffer() {
    ByteBuf current = buffer;
    if (current == null) {
      current = channel.alloc().directBuffer(chunked ? CHUNK_BYTES + FIRST_BYTES : FIRST_BYTES);
      chunked = false;
      buffer = current;
    }
    return current;
  }

  @Override
  public void writeByte(int value) {
    buffer().writeByte(value);
  }

  @Override
  public void writeShort(int value) {
    buffer().writeShort(value);
  }

  @Override
  public void writeInt(int value) {
    buffer().writeInt(value);
  }

  @Override
  public void writeLong(long value) {
    buffer().writeLong(value);
  }

  @Override
  public void writeBytes(byte[] source, int from, int length) {
    buffer().writeBytes(source, from, length);
  }

  @Override
  public void writeAscii(String text) {
    ByteBufUtil.writeAscii(buffer(), text);
  }

  @Override
  public void writeSwappedInts(byte[] source, int from, int count) {
    ByteBuf target = buffer();
    target.ensureWritable(4 * count);
    int at = target.writerIndex();
    for (int i = 0; i < count; i++) {
      target.setInt(at + 4 * i, LittleEndian.getInt(source, from + 4 * i));
    }
    target.writerIndex(at + 4 * count);
  }

  @Override
  public int position() {
    return buffer().writerIndex();
  }

  @Override
  public void patchInt(int position, int value) {
    buffer().setInt(position, value);
  }
}
