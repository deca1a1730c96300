package dev.omendb.pgwire;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the server; the launcher `omendb` calls it.
@Command(
    name = "omendb",
    description = "A vector store that PostgreSQL clients talk to.",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    subcommands = {
      StartCommand.class,
      BenchCommand.class,
      TrainCommand.class,
      VersionCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("start")) {
      // Alone, since reading the other commands' annotations would take a tenth of the start.
      CommandLine start = new CommandLine(new StartCommand()).setCommandName("omendb start");
      System.exit(start.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    CommandLine line = new CommandLine(new Main());
    // A benchmark reads its own options.
    line.getSubcommands().get("bench").setUnmatchedOptionsArePositionalParams(true);
    System.exit(line.execute(arguments));
  }

  /// Without a command there is nothing to do but to say which there are.
  @Override
  public void run() {
    new CommandLine(this).usage(System.out);
  }
}
