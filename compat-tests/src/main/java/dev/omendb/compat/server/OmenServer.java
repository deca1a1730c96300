package dev.omendb.compat.server;

import dev.omendb.compat.wire.Endpoint;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An OmenDB process of this project on a free port. With the server's classes on our own class
/// path (inside the build) Java runs them directly, else the launcher `omendb` does. Confined to
/// one thread.
public final class OmenServer implements AutoCloseable {
  private static final String MAIN_CLASS = "dev.omendb.pgwire.Main";
  private static final int START_TIMEOUT_SECONDS = 60;
  private static final int STOP_TIMEOUT_SECONDS = 30;

  private final Path dataFolder;
  private final boolean ownsDataFolder;
  private final int port;
  private Process process;
  private ServerLog log;

  private OmenServer(Path dataFolder, boolean ownsDataFolder, int port) throws IOException {
    this.dataFolder = dataFolder;
    this.ownsDataFolder = ownsDataFolder;
    this.port = port;
    this.log = new ServerLog();
    this.process = launch();
  }

  /// Whether there is something to start; tests are skipped without it.
  public static boolean available() {
    return onClassPath() || Files.isExecutable(ProjectFolder.launcher());
  }

  /// Starts on a new data folder that is deleted on [#close].
  public static OmenServer start() throws IOException {
    return new OmenServer(Files.createTempDirectory("omendb-test"), true, freePort());
  }

  /// Starts on a given data folder, which stays.
  public static OmenServer start(Path dataFolder) throws IOException {
    return new OmenServer(dataFolder, false, freePort());
  }

  private static boolean onClassPath() {
    var resource = MAIN_CLASS.replace('.', '/') + ".class";
    return OmenServer.class.getClassLoader().getResource(resource) != null;
  }

  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// The command that starts a server, without its arguments.
  public static List<String> command() {
    if (!onClassPath()) {
      return List.of(ProjectFolder.launcher().toString());
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.asList(
            "-ea -Xmx1g --add-modules=jdk.incubator.vector"
                .concat(" --add-opens=java.base/java.lang.reflect=ALL-UNNAMED")
                .concat(" --add-exports=java.base/sun.nio.ch=ALL-UNNAMED")
                .concat(" --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED")
                .concat(" --enable-native-access=ALL-UNNAMED")
                .concat(" --sun-misc-unsafe-memory-access=allow")
                .split(" ")));
    command.addAll(List.of("-cp", classPath(), MAIN_CLASS));
    return command;
  }

  /// Surefire may hide the real class path behind a manifest-only jar; it leaves it in this
  /// property.
  private static String classPath() {
    var surefire = System.getProperty("surefire.test.class.path");
    var all = surefire != null ? surefire : System.getProperty("java.class.path", "");
    // The tests' own folders hold a logging configuration that is not the server's.
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.contains("compat-tests"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Process launch() throws IOException {
    var command = new ArrayList<>(command());
    command.addAll(
        List.of("start", "--data", dataFolder.toString(), "--port", Integer.toString(port)));
    var started =
        new ProcessBuilder(command)
            .directory(new File(System.getProperty("java.io.tmpdir")))
            .redirectErrorStream(true)
            .start();
    log = new ServerLog();
    log.follow(started);
    if (!log.awaitReady(START_TIMEOUT_SECONDS)) {
      started.destroyForcibly();
      throw new IOException("OmenDB did not become ready:\n" + String.join("\n", log.lines()));
    }
    return started;
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port, "postgres", "", "postgres", Map.of());
  }

  public Path dataFolder() {
    return dataFolder;
  }

  public boolean running() {
    return process.isAlive();
  }

  /// The last lines the server printed.
  public List<String> log() {
    return log.lines();
  }

  /// SIGKILL: the process ends between two instructions.
  public void kill() throws IOException {
    process.destroyForcibly();
    awaitExit();
  }

  /// SIGTERM: the process may finish what it does. Its exit code.
  public int terminate() throws IOException {
    process.destroy();
    return awaitExit();
  }

  /// SIGINT, as Ctrl-C sends it. Its exit code.
  public int interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    return awaitExit();
  }

  /// Whether it was started with SIGINT ignored, as background jobs of scripts are. Java then
  /// leaves it so.
  public boolean ignoresInterrupts() throws IOException {
    var ignored =
        Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(ignored.substring(8).trim(), 16) & 2) != 0;
  }

  private int awaitExit() throws IOException {
    try {
      if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("OmenDB did not end within %d s".formatted(STOP_TIMEOUT_SECONDS));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for OmenDB to end", e);
    }
  }

  /// Starts again on the same data and port; the process must have ended.
  public void startAgain() throws IOException {
    process = launch();
  }

  public void restart(boolean withKill) throws IOException {
    if (withKill) {
      kill();
    } else {
      terminate();
    }
    startAgain();
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      kill();
    }
    if (ownsDataFolder) {
      deleteFolder(dataFolder);
    }
  }

  private static void deleteFolder(@Nullable Path folder) throws IOException {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
