package dev.omendb.compat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The server's process: how it starts, refuses to start, and ends. A refusal is one clear line on
/// stderr, an exit code other than 0, and nothing changed.
@EnabledIf("dev.omendb.compat.server.OmenServer#available")
class ServerProcessTest {
  private static final int TIMEOUT_SECONDS = 60;

  @TempDir private Path folder;

  private record Refusal(int exitCode, String stdout, String stderr) {}

  private Refusal refused(Path data, int port, String... more) throws Exception {
    var command = new ArrayList<>(OmenServer.command());
    command.addAll(List.of("start", "--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of(more));
    var stdout = folder.resolve("stdout");
    var stderr = folder.resolve("stderr");
    var process =
        new ProcessBuilder(command)
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it did not refuse to start:\n" + Files.readString(stdout));
    }
    return new Refusal(
        process.exitValue(),
        Files.readString(stdout),
        withoutJvmWarnings(Files.readString(stderr)));
  }

  private static String withoutJvmWarnings(String stderr) {
    return stderr
        .lines()
        .filter(line -> !line.startsWith("WARNING: "))
        .reduce("", (text, line) -> text + line + "\n");
  }

  private static void checkOneClearLine(Refusal refusal) {
    assertThat(refusal.exitCode()).isNotZero();
    assertThat(refusal.stdout()).doesNotContain("ready");
    assertThat(refusal.stderr().lines()).as(refusal.stderr()).hasSize(1);
    assertThat(refusal.stderr()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void sigtermEndsItCleanlyAndDataStays() throws IOException {
    var data = folder.resolve("data");
    try (var server = OmenServer.start(data)) {
      try (var connection = WireConnection.open(server.endpoint())) {
        connection.run("CREATE TABLE t (a int)");
        connection.run("INSERT INTO t VALUES (1)");
        assertThat(server.terminate()).isIn(0, 143);
      }
      server.startAgain();
      try (var connection = WireConnection.open(server.endpoint())) {
        assertThat(connection.run("SELECT a FROM t").rows()).hasSize(1);
      }
    }
  }

  @Test
  void interruptEndsItCleanly() throws Exception {
    try (var server = OmenServer.start()) {
      assumeFalse(server.ignoresInterrupts(), "this test's own parent ignores SIGINT");
      assertThat(server.interrupt()).isIn(0, 130);
      server.startAgain();
    }
  }

  @Test
  void portThatIsTaken() throws Exception {
    try (var server = OmenServer.start()) {
      var other = folder.resolve("other");
      checkOneClearLine(refused(other, server.endpoint().port()));
      assertThat(other).doesNotExist();
    }
  }

  @Test
  void dataFolderInUse() throws Exception {
    try (var server = OmenServer.start()) {
      checkOneClearLine(refused(server.dataFolder(), OmenServer.freePort()));
      try (var connection = WireConnection.open(server.endpoint())) {
        assertThat(connection.run("SELECT 1").rows()).hasSize(1);
      }
    }
  }

  @Test
  void foreignDataFolder() throws Exception {
    var data = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(data.resolve("holiday.txt"), "not a database");
    checkOneClearLine(refused(data, OmenServer.freePort()));
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void dataFolderThatIsAFile() throws Exception {
    var data = Files.writeString(folder.resolve("file"), "x");
    checkOneClearLine(refused(data, OmenServer.freePort()));
    assertThat(Files.readString(data)).isEqualTo("x");
  }

  @Test
  void damagedManifest() throws Exception {
    var data = folder.resolve("damaged");
    try (var server = OmenServer.start(data)) {
      try (var connection = WireConnection.open(server.endpoint())) {
        connection.run("CREATE TABLE t (a int)");
      }
      server.terminate();
    }
    var manifests = manifests(data);
    assertThat(manifests).isNotEmpty();
    for (var manifest : manifests) {
      var bytes = Files.readAllBytes(manifest);
      for (var i = bytes.length / 3; i < bytes.length; i++) {
        bytes[i] ^= 0x5a;
      }
      Files.write(manifest, bytes);
    }
    var before = contents(data);
    checkOneClearLine(refused(data, OmenServer.freePort()));
    assertThat(contents(data)).isEqualTo(before);
  }

  /// Checksums of all files by name.
  private static Map<String, Integer> contents(Path data) throws IOException {
    var contents = new TreeMap<String, Integer>();
    try (Stream<Path> files = Files.walk(data)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        contents.put(data.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void dataFolderThatCannotBeRead() throws Exception {
    var data = Files.createDirectory(folder.resolve("secret"));
    Files.setPosixFilePermissions(data, Set.of());
    try {
      assumeFalse(Files.isReadable(data), "root reads everything");
      checkOneClearLine(refused(data, OmenServer.freePort()));
    } finally {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static List<Path> manifests(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.getFileName().toString().toLowerCase().contains("manifest"))
          .toList();
    }
  }

  @Test
  void hostThatOthersCouldReach() throws Exception {
    var data = folder.resolve("open");
    checkOneClearLine(refused(data, OmenServer.freePort(), "--host", "0.0.0.0"));
    assertThat(data).doesNotExist();
  }

  @Test
  void portThatIsNone() throws Exception {
    var data = folder.resolve("none");
    var refusal = refused(data, 65_536);
    checkOneClearLine(refusal);
    assertThat(refusal.stderr()).contains("65536");
    assertThat(data).doesNotExist();
  }

  /// Not even root can make a folder there.
  @Test
  void dataFolderThatCannotBeMade() throws Exception {
    checkOneClearLine(refused(Path.of("/proc/omendb/data"), OmenServer.freePort()));
  }

  @Test
  void unknownOption() throws Exception {
    var refusal = refused(folder.resolve("options"), OmenServer.freePort(), "--nosuch");
    assertThat(refusal.exitCode()).isNotZero();
    assertThat(refusal.stderr()).contains("--nosuch").doesNotContain("\tat ");
  }
}
