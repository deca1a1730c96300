package dev.omendb.compat.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs a program to its end.
record Program(List<String> command, Map<String, String> environment) {
  private static final int TIMEOUT_SECONDS = 120;

  /// @param output what it wrote to stdout and stderr, in order
  record Outcome(int exitCode, String output) {}

  static boolean installed(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  Outcome run(String input) throws IOException {
    var inputFile = Files.createTempFile("omendb-input", ".txt");
    var outputFile = Files.createTempFile("omendb-output", ".txt");
    try {
      Files.writeString(inputFile, input);
      var builder =
          new ProcessBuilder(new ArrayList<>(command))
              .redirectErrorStream(true)
              .redirectInput(inputFile.toFile())
              .redirectOutput(outputFile.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end:\n" + Files.readString(outputFile));
      }
      var output = Files.readString(outputFile, StandardCharsets.UTF_8);
      return new Outcome(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(inputFile);
      Files.delete(outputFile);
    }
  }
}
