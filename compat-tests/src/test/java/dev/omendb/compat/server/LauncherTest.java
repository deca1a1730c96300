package dev.omendb.compat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script itself, in a project folder whose Maven and Java are scripts that write down
/// what they are asked to do.
@EnabledIf("launcherExists")
class LauncherTest {
  private static final int TIMEOUT_SECONDS = 30;

  @TempDir private Path folder;
  private Path project;
  private Path home;
  private Path calls;

  static boolean launcherExists() {
    return Files.isExecutable(ProjectFolder.launcher());
  }

  private record Run(int exitCode, long processId, String stdout, String stderr) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    home = Files.createDirectory(folder.resolve("home"));
    calls = Files.createFile(folder.resolve("calls"));
    Files.copy(ProjectFolder.launcher(), project.resolve("omendb"));
    Files.createFile(project.resolve("pom.xml"));
    for (String module : List.of("kernels", "engine", "sql", "pgwire")) {
      Files.createDirectories(project.resolve(module).resolve("src/main"));
      Files.createFile(project.resolve(module).resolve("pom.xml"));
    }
    script(
        project.resolve("mvnw"),
        """
        echo "mvnw $*" >> %s
        mkdir -p %2$s/pgwire/target/lib
        touch %2$s/pgwire/target/omendb-pgwire-1.jar"""
            .formatted(calls, project));
  }

  /// A folder that looks like a JDK. Asked to train, its `java` leaves a cache as Java does.
  private Path jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    script(jdk.resolve("bin/javac"), "exit 1");
    script(
        jdk.resolve("bin/java"),
        """
        echo "java ${*##-*}" | tr -s ' ' >> %s
        for option; do
          case $option in -XX:AOTCacheOutput=*) touch "${option#*=}" ;; esac
        done
        echo "process $$\""""
            .formatted(calls));
    return jdk;
  }

  private static void script(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + lines + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// @param prefix a command in front of the launcher
  private Run run(List<String> prefix, Path jdk, String variable, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(prefix);
    command.add(project.resolve("omendb").toString());
    command.addAll(List.of(arguments));
    File stdout = folder.resolve("stdout").toFile();
    File stderr = folder.resolve("stderr").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(stdout).redirectError(stderr);
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "OMENDB_JAVA_HOME"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put(variable, jdk.toString());
    Process process = builder.start();
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        process.pid(),
        Files.readString(stdout.toPath()),
        Files.readString(stderr.toPath()));
  }

  private Run start(Path jdk) throws Exception {
    return run(List.of(), jdk, "OMENDB_JAVA_HOME", "start", "--port", "1");
  }

  private List<String> takeCalls() throws IOException {
    List<String> lines = Files.readAllLines(calls);
    Files.writeString(calls, "");
    return lines;
  }

  @Test
  void buildsOnceAndTrainsOnceAndBecomesJava() throws Exception {
    Path jdk = jdk("jdk", "25.0.1");
    Run first = start(jdk);
    assertThat(first.exitCode()).isZero();
    assertThat(first.stderr()).contains("building").contains("preparing fast starts");
    assertThat(first.stdout()).isEqualTo("process %d\n".formatted(first.processId()));
    assertThat(takeCalls())
        .hasSize(4)
        .anySatisfy(call -> assertThat(call).startsWith("mvnw").contains(" package"))
        .anySatisfy(call -> assertThat(call).startsWith("java").endsWith(" train"))
        .last()
        .asString()
        .startsWith("java")
        .endsWith(" start 1");

    Run second = start(jdk);
    assertThat(second.stderr()).isEmpty();
    assertThat(takeCalls()).hasSize(1).first().asString().endsWith(" start 1");

    Path changed = Files.createFile(project.resolve("sql/src/main/Changed.java"));
    Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(start(jdk).stderr()).contains("building");
  }

  @Test
  void aBuildThatFailsIsSaidAndTriedAgain() throws Exception {
    Path jdk = jdk("jdk", "25");
    script(project.resolve("mvnw"), "[[ $1 == -v ]] || { echo '[ERROR] no'; exit 1; }");
    for (int attempt = 0; attempt < 2; attempt++) {
      Run run = start(jdk);
      assertThat(run.exitCode()).isNotZero();
      assertThat(run.stderr()).contains("[ERROR] no").endsWith("omendb: the build failed\n");
    }
    assertThat(takeCalls()).isEmpty();
  }

  @Test
  void saysWhenTheJdkAskedForIsTooOld() throws Exception {
    Path old = jdk("old", "17.0.2");
    Run run = start(old);
    checkRefused(run);
    assertThat(run.stderr())
        .isEqualTo("omendb: OMENDB_JAVA_HOME is %s, which is no JDK 25 or newer\n".formatted(old));
  }

  /// Where JDKs usually lie there is nothing, as far as this process can see.
  @Test
  void saysWhenThereIsNoJdk() throws Exception {
    List<String> hidden =
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "bash",
            "-c",
            """
            for place in /usr/lib/jvm /opt/java /opt/jdk* /usr/java; do
              [[ ! -d $place ]] || mount -t tmpfs none "$place" || exit 99
            done
            PATH=/usr/sbin:/usr/bin:/sbin:/bin exec "$@\"""",
            "bash");
    Process possible = null;
    try {
      possible = new ProcessBuilder(and(hidden, "true")).start();
    } catch (IOException e) {
      assumeTrue(false, "no unshare here");
    }
    assumeTrue(possible.waitFor() == 0, "no namespaces here");
    Run run = run(hidden, jdk("old", "17.0.2"), "JAVA_HOME", "start", "--data", "data");
    checkRefused(run);
    assertThat(run.stderr())
        .startsWith("omendb: no JDK 25 or newer found: ")
        .contains("OMENDB_JAVA_HOME");
  }

  private static List<String> and(List<String> command, String last) {
    List<String> all = new ArrayList<>(command);
    all.add(last);
    return all;
  }

  private void checkRefused(Run run) throws IOException {
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines()).as(run.stderr()).hasSize(1);
    assertThat(takeCalls()).as("what was started").isEmpty();
    assertThat(project.resolve("data")).doesNotExist();
    assertThat(project.resolve("pgwire/target")).doesNotExist();
  }
}
