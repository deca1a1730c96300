package dev.omendb.pgwire.server;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.error.StackLimit;
import dev.omendb.pgwire.connection.Connection;
import dev.omendb.pgwire.connection.ConnectionSettings;
import dev.omendb.pgwire.message.FrameDecoder;
import dev.omendb.pgwire.message.Output;
import dev.omendb.pgwire.message.Responses;
import dev.omendb.sql.session.Database;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A listening server over a [Database]. The port is taken before the data folder is touched;
/// clients that come early wait.
public final class Server implements AutoCloseable {
  private static final int RECEIVE_MIN_BYTES = 512;
  private static final int RECEIVE_FIRST_BYTES = 4 << 10;
  private static final int RECEIVE_MAX_BYTES = 256 << 10;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 << 10, 512 << 10);
  private static final int BACKLOG = 1024;
  private static final int POOL_IDLE_SECONDS = 30;
  private static final int CLOSE_SECONDS = 30;
  private static final long BUSY_NANOS = 100_000_000;

  private final ServerOptions options;
  private final EventLoopGroup loops;
  private final ThreadPoolExecutor pool;

  /// When somebody was last seen to connect or to run a statement on the pool, by `nanoTime`.
  private volatile long lastActive = System.nanoTime();

  private final Channel listener;
  private final Connections connections;
  private final Database database;
  private boolean closed;

  /// Takes the port, opens the database, then accepts clients. Errors: [StartException].
  public static Server start(ServerOptions options, Supplier<Database> opener) {
    Transport transport = Transport.best();
    Optional<SslContext> tls = Tls.context(options);
    EventLoopGroup loops = transport.loops(Runtime.getRuntime().availableProcessors());
    try {
      return new Server(options, transport, loops, tls, opener);
    } catch (RuntimeException e) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  private Server(
      ServerOptions options,
      Transport transport,
      EventLoopGroup loops,
      Optional<SslContext> tls,
      Supplier<Database> opener) {
    this.options = options;
    this.loops = loops;
    this.connections = new Connections(options.maxConnections());
    this.pool = newPool(options.maxConnections());
    ConnectionInitializer initializer = new ConnectionInitializer(tls);
    this.listener = listen(transport, initializer);
    try {
      this.database = opener.get();
    } catch (RuntimeException e) {
      listener.close().syncUninterruptibly();
      pool.shutdown();
      throw e;
    }
    listener.config().setAutoRead(true);
  }

  /// A statement that waits for a lock holds its thread, and the one that will release the lock
  /// must find another: as many threads as connections, made when no idle one is left.
  private static ThreadPoolExecutor newPool(int maxThreads) {
    return new ThreadPoolExecutor(
        0,
        maxThreads,
        POOL_IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform()
            .daemon()
            .stackSize(StackLimit.BYTES)
            .name("omendb-work-", 0)
            .factory());
  }

  private Channel listen(Transport transport, ChannelInitializer<SocketChannel> initializer) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverSocket())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(
                    RECEIVE_MIN_BYTES, RECEIVE_FIRST_BYTES, RECEIVE_MAX_BYTES))
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(initializer)
            .bind(options.host(), options.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      pool.shutdown();
      throw new StartException(
          "could not listen on %s:%d: %s"
              .formatted(options.host(), options.port(), reason(bound.cause())),
          bound.cause());
    }
    return bound.channel();
  }

  private static String reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("in use") ? "the port is in use" : message;
  }

  /// Where clients connect.
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  public Database database() {
    return database;
  }

  private void runOnPool(Runnable statements) {
    lastActive = System.nanoTime();
    pool.execute(statements);
  }

  /// True while statements run, and shortly after somebody connected or ran one.
  public boolean isBusy() {
    if (pool.getActiveCount() > 0) {
      lastActive = System.nanoTime();
    }
    return System.nanoTime() - lastActive < BUSY_NANOS;
  }

  private final class ConnectionInitializer extends ChannelInitializer<SocketChannel> {
    private final Optional<SslContext> tls;
    private final ConnectionSettings settings;

    ConnectionInitializer(Optional<SslContext> tls) {
      SecureRandom random = new SecureRandom();
      byte[] mockSecret = new byte[32];
      random.nextBytes(mockSecret);
      this.tls = tls;
      this.settings =
          new ConnectionSettings(
              tls.isPresent(), options.passwordRequired(), mockSecret, random);
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      lastActive = System.nanoTime();
      if (connections.isFull()) {
        refuse(channel);
        return;
      }
      FrameDecoder decoder = new FrameDecoder(tls.isPresent());
      Connection connection =
          new Connection(
              channel,
              decoder,
              database,
              settings,
              Server.this::runOnPool,
              c -> Tls.start(c, tls.orElseThrow()));
      connections.add(channel, connection);
      channel.pipeline().addLast(decoder, connection);
    }

    private void refuse(SocketChannel channel) {
      Output output = new Output(channel);
      Responses.error(
          output,
          "FATAL",
          new DatabaseException(
              SqlState.TOO_MANY_CONNECTIONS, "sorry, too many clients already"));
      output.close();
    }
  }

  /// Tells the clients (57P01), ends their sessions, writes a checkpoint and lets the folder go.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    listener.close().syncUninterruptibly();
    try {
      connections.terminateAll(CLOSE_SECONDS);
      pool.shutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pool.shutdownNow();
    } finally {
      database.close();
      loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
