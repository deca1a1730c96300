package dev.omendb.compat.slt;

import dev.omendb.compat.server.OmenServer;
import dev.omendb.compat.server.ProjectFolder;
import dev.omendb.compat.wire.Endpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The command line of the text tests. Exits with 1 when a file failed; the last line it prints is
/// `N passed, N failed`, counting a file once per mode.
public final class SltMain {
  private static final String USAGE =
      """
      slt [FILE|FOLDER...] [--url postgres://USER@HOST:PORT/DB] [--mode MODE[,MODE...]]
          [--compute scalar|simd] [--restarts SEED] [--rewrite] [--jobs N]
        Without --url an OmenDB of this project is started on an empty folder.
        MODE: simple, extended, binary; all three by default.
        --rewrite writes the expected blocks from the server at --url.
        --restarts kills and restarts OmenDB between statements.
      """;

  private final Options options;
  private final PrintStream out;

  private record Options(
      List<Path> places,
      @Nullable Endpoint url,
      List<Mode> modes,
      @Nullable String compute,
      @Nullable Long restartSeed,
      boolean rewrite,
      int jobs) {

    static Options parse(String[] arguments) {
      var places = new ArrayList<Path>();
      Endpoint url = null;
      var modes = List.of(Mode.values());
      String compute = null;
      Long restartSeed = null;
      var rewrite = false;
      var jobs = 2;
      for (var i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--url" -> url = Endpoint.parse(value(arguments, ++i));
          case "--mode" -> modes = modes(value(arguments, ++i));
          case "--compute" -> compute = value(arguments, ++i);
          case "--restarts" -> restartSeed = Long.valueOf(value(arguments, ++i));
          case "--jobs" -> jobs = Integer.parseInt(value(arguments, ++i));
          case "--rewrite" -> rewrite = true;
          default -> {
            if (arguments[i].startsWith("-")) {
              throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
            places.add(Path.of(arguments[i]));
          }
        }
      }
      if (places.isEmpty()) {
        places.add(ProjectFolder.testFiles());
      }
      return new Options(places, url, modes, compute, restartSeed, rewrite, jobs);
    }

    private static String value(String[] arguments, int index) {
      if (index >= arguments.length) {
        throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
      }
      return arguments[index];
    }

    private static List<Mode> modes(String list) {
      var modes = new ArrayList<Mode>();
      for (var word : list.split(",")) {
        modes.add(Mode.valueOf(word.toUpperCase(Locale.ROOT)));
      }
      return modes;
    }
  }

  private SltMain(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("slt: " + e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    try {
      System.exit(new SltMain(options, System.out).run() ? 0 : 1);
    } catch (NoSuchFileException e) {
      System.err.println("slt: there is no file or folder " + e.getMessage());
      System.exit(2);
    } catch (ConnectException e) {
      System.err.println("slt: cannot reach the server: " + e.getMessage());
      System.exit(2);
    }
  }

  private boolean run() throws IOException {
    var files = new ArrayList<Path>();
    for (var place : options.places()) {
      files.addAll(SltRunner.files(place));
    }
    if (options.url() != null) {
      return options.rewrite()
          ? rewrite(files, new SltRunner(options.url()))
          : runAll(files, new SltRunner(withCompute(options.url())), kill -> {});
    }
    try (var server = OmenServer.start()) {
      var runner = new SltRunner(withCompute(server.endpoint()));
      return options.rewrite() ? rewrite(files, runner) : runAll(files, runner, server::restart);
    }
  }

  private Endpoint withCompute(Endpoint endpoint) {
    return options.compute() == null
        ? endpoint
        : endpoint.withSetting("omendb.compute", options.compute());
  }

  private boolean rewrite(List<Path> files, SltRunner runner) throws IOException {
    var failed = 0;
    for (var file : files) {
      var problems = runner.rewrite(file);
      problems.forEach(out::println);
      failed += problems.isEmpty() ? 0 : 1;
    }
    out.printf("%d rewritten, %d failed%n", files.size() - failed, failed);
    return failed == 0;
  }

  /// Files that restart the server run alone, after the others.
  private boolean runAll(List<Path> files, SltRunner runner, RestartPlan.Restart restart)
      throws IOException {
    var alone = new ArrayList<Path>();
    var together = new ArrayList<Path>();
    for (var file : files) {
      var restarts = options.restartSeed() != null || SltFile.read(file).restarts();
      (restarts ? alone : together).add(file);
    }
    var reports = new ArrayList<SltRunner.Report>();
    try (var executor = Executors.newFixedThreadPool(options.jobs())) {
      var running = new ArrayList<Future<SltRunner.Report>>();
      for (var file : together) {
        for (var mode : options.modes()) {
          running.add(executor.submit(() -> runner.run(file, mode, restart)));
        }
      }
      for (var future : running) {
        reports.add(show(join(future)));
      }
    }
    for (var file : alone) {
      for (var mode : options.modes()) {
        var seed = options.restartSeed();
        reports.add(
            show(
                seed == null
                    ? runner.run(file, mode, restart)
                    : runner.runWithRestarts(file, mode, restart, seed)));
      }
    }
    return summary(reports);
  }

  private static SltRunner.Report join(Future<SltRunner.Report> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private SltRunner.Report show(SltRunner.Report report) {
    report.failures().forEach(out::println);
    return report;
  }

  private boolean summary(List<SltRunner.Report> reports) {
    var failed = reports.stream().filter(r -> !r.passed()).toList();
    failed.forEach(
        r ->
            out.printf(
                "FAILED %s [%s]: %d of %d statements%n",
                r.file(), r.mode().word(), r.failures().size(), r.statements()));
    var statements = reports.stream().mapToInt(SltRunner.Report::statements).sum();
    var wrong = failed.stream().mapToInt(r -> r.failures().size()).sum();
    out.printf("%d statements, %d of them not as expected%n", statements, wrong);
    out.printf("%d passed, %d failed%n", reports.size() - failed.size(), failed.size());
    return failed.isEmpty();
  }
}
