package dev.omendb.pgwire;

import picocli.CommandLine.Command;

/// `omendb version`
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable {
  @Override
  public void run() {
    System.out.println("omendb " + ProductVersion.number());
  }
}
