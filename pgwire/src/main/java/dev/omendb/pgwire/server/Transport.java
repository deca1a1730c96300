package dev.omendb.pgwire.server;

import dev.omendb.engine.error.StackLimit;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;

/// How bytes reach us: epoll on Linux, NIO elsewhere.
record Transport(IoHandlerFactory handlers, Class<? extends ServerSocketChannel> serverSocket) {
  static Transport best() {
    return Epoll.isAvailable()
        ? new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
        : new Transport(NioIoHandler.newFactory(), NioServerSocketChannel.class);
  }

  MultiThreadIoEventLoopGroup loops(int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new LoopThreads(), handlers);
  }

  /// Short statements run on the loops: they need as much stack as the others.
  private static final class LoopThreads extends DefaultThreadFactory {
    LoopThreads() {
      super("omendb-net", true);
    }

    @Override
    protected Thread newThread(Runnable work, String name) {
      return new FastThreadLocalThread(threadGroup, work, name, StackLimit.BYTES);
    }
  }
}
