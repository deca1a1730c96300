package dev.omendb.compat.slt;

import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGeneratorFactory;

/// Runs test files against one server, each in a place of its own.
public final class SltRunner {
  private static final List<String> SESSION_STATE =
      List.of(
          "set ", "prepare ", "declare ", "create temp", "listen", "select set_config", "begin");
  private static final int RESTARTS_PER_FILE = 2;

  private final Sandbox sandbox;
  private final Endpoint server;

  public SltRunner(Endpoint server) throws IOException {
    this.server = server;
    this.sandbox = Sandbox.detect(server);
  }

  /// The `.slt` files of a file or folder, sorted. Files named in `include` end in `.inc`.
  public static List<Path> files(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    try (var all = Files.walk(place)) {
      return all.filter(p -> p.toString().endsWith(".slt"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  /// The outcome of one file in one mode.
  public record Report(Path file, Mode mode, int statements, List<String> failures) {
    public boolean passed() {
      return failures.isEmpty();
    }
  }

  /// @param restarts how the server can be restarted; used only by files that ask for it
  public Report run(Path path, Mode mode, RestartPlan.Restart restarts) throws IOException {
    var plan = new RestartPlan(restarts, RandomGeneratorFactory.getDefault().create(1), 0);
    return run(SltFile.read(path), mode, plan);
  }

  /// Runs the file with restarts thrown in between its statements, unless these need one session.
  public Report runWithRestarts(Path path, Mode mode, RestartPlan.Restart restarts, long seed)
      throws IOException {
    var file = SltFile.read(path);
    var left = keepsSessionState(file) ? 0 : RESTARTS_PER_FILE;
    var random = RandomGeneratorFactory.getDefault().create(seed);
    return run(file, mode, new RestartPlan(restarts, random, left));
  }

  static boolean keepsSessionState(SltFile file) {
    return file.records().stream()
        .anyMatch(
            r ->
                r instanceof SltRecord.Sql s
                    && SESSION_STATE.stream()
                        .anyMatch(s.sql().toLowerCase(Locale.ROOT)::startsWith));
  }

  private Report run(SltFile file, Mode mode, RestartPlan plan) throws IOException {
    var place = sandbox.open();
    var failures = new ArrayList<String>();
    var statements = 0;
    try (var run = new FileRun(place, sandbox.serverKind(), mode, plan)) {
      try {
        run.run(file);
      } catch (IOException e) {
        failures.add("%s: the run broke off: %s".formatted(file.path(), e));
      }
      var unawaited = run.unawaited();
      if (unawaited != null) {
        failures.add(unawaited.what());
      }
      for (var failure : run.failures()) {
        failures.add(
            "%s:%d [%s]\n  %s\n  %s"
                .formatted(
                    file.path(), failure.line(), mode.word(), failure.sql(), failure.what()));
      }
      statements = run.checked();
    }
    try {
      drop(place);
    } catch (IOException e) {
      failures.add("%s: what the file made cannot be dropped: %s".formatted(file.path(), e));
    }
    return new Report(file.path(), mode, statements, failures);
  }

  /// Writes the server's answers into the file. The failures are what could not be written.
  public List<String> rewrite(Path path) throws IOException {
    var file = SltFile.read(path);
    var place = sandbox.open();
    var problems = new ArrayList<String>();
    try (var run = new FileRun(place, sandbox.serverKind(), Mode.SIMPLE, RestartPlan.none())) {
      run.run(file);
      run.failures().stream()
          .filter(f -> f.what().startsWith("the connection broke"))
          .forEach(f -> problems.add("%s:%d %s".formatted(path, f.line(), f.what())));
      Files.writeString(path, Rewriting.text(file, run.answers()));
    }
    drop(place);
    return problems;
  }

  private void drop(Endpoint place) throws IOException {
    if (!place.equals(server)) {
      sandbox.drop(place);
    }
  }
}
