package dev.omendb.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Starts that must fail: one line on stderr, an exit code that is not 0, nothing changed.
class StartCommandTest {
  @TempDir Path folder;

  private record Result(int exitCode, List<String> errorLines) {}

  private Result start(String... arguments) {
    PrintStream stderr = System.err;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      String[] all =
          Stream.concat(Stream.of("start"), Stream.of(arguments)).toArray(String[]::new);
      int exitCode = new CommandLine(new Main()).execute(all);
      return new Result(
          exitCode,
          captured.toString(StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList());
    } finally {
      System.setErr(stderr);
    }
  }

  private static List<String> contents(Path place) throws IOException {
    try (Stream<Path> paths = Files.walk(place)) {
      return paths.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Path data = folder.resolve("data");
      Result result =
          start("--data", data.toString(), "--port", Integer.toString(taken.getLocalPort()));
      assertThat(result.exitCode()).isNotZero();
      assertThat(result.errorLines())
          .containsExactly(
              "omendb: could not listen on 127.0.0.1:%d: the port is in use"
                  .formatted(taken.getLocalPort()));
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void refusesAFolderOfSomebodyElse() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "do not touch");
    List<String> before = contents(folder);
    Result result = start("--data", folder.toString(), "--port", "0");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.errorLines().getFirst())
        .startsWith("omendb: data folder \"" + folder + "\":")
        .contains("is no database of OmenDB", "thesis.txt");
    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Result result = start("--data", file.toString(), "--port", "0");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.errorLines())
        .containsExactly("omendb: data folder \"" + file + "\" is not a folder");
  }

  @Test
  void refusesAFolderInUse() {
    try (TestServer running = TestServer.trusting(folder)) {
      Result result = start("--data", folder.toString(), "--port", "0");
      assertThat(result.exitCode()).isNotZero();
      assertThat(result.errorLines())
          .containsExactly(
              "omendb: data folder \"" + folder + "\" is in use"
                  + " (Is another OmenDB server running on it?)");
    }
  }

  @Test
  void refusesADamagedManifest() throws IOException {
    try (TestServer running = TestServer.trusting(folder)) {
      assertThat(running.address().getPort()).isPositive();
    }
    Path manifest = folder.resolve("MANIFEST");
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(manifest, bytes);
    List<String> before = contents(folder);
    Result result = start("--data", folder.toString(), "--port", "0");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.errorLines().getFirst()).contains("MANIFEST");
    assertThat(contents(folder)).isEqualTo(before);
    assertThat(Files.readAllBytes(manifest)).isEqualTo(bytes);
  }

  @Test
  void refusesToListenToTheWorldWithoutAuthentication() {
    Path data = folder.resolve("data");
    Result result = start("--data", data.toString(), "--port", "0", "--host", "0.0.0.0");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.errorLines().getFirst()).contains("without authentication");
    assertThat(data).doesNotExist();
  }

  @Test
  void refusesAnUnknownOption() {
    assertThat(start("--nonsense").exitCode()).isEqualTo(2);
  }
}
