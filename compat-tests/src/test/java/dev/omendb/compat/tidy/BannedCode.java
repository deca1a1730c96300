package dev.omendb.compat.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What no line may contain, and what to write instead.
///
/// @param applies the files it is banned from
record BannedCode(Pattern pattern, String instead, Predicate<SourceFile> applies) {
  static List<BannedCode> all() {
    return List.of(
        banned(
            "\\bThread\\.sleep\\(",
            "wait for the event itself: a latch, a future, a lock's condition",
            file -> !List.of("SystemFunctions", "WarmUp").contains(file.name())),
        banned(
            "\\bSystem\\.(out|err)\\b",
            "a logger; commands of the launcher print",
            file ->
                file.isMain()
                    && !file.packageName().equals("dev.omendb.pgwire")
                    && !file.in("dev.omendb.pgwire.bench")
                    && !List.of("KernelBench", "LogSetup", "SltMain").contains(file.name())),
        banned("\\bString\\.format\\(\"", "\"…\".formatted(…), or a Locale", file -> true),
        banned("\\.printStackTrace\\(", "a logger", file -> true),
        banned("\\bnew Random\\(\\)|\\bMath\\.random\\(", "a Random of a printed seed", f -> true),
        banned(
            "\\bSystem\\.currentTimeMillis\\(|\\bInstant\\.now\\(\\)",
            "the Clock that is passed in",
            file ->
                file.isMain()
                    && file.in("dev.omendb.engine", "dev.omendb.sql")
                    && !file.name().equals("Clocks")),
        banned("\\bSystem\\.exit\\(", "an exit code that main returns", NOT_A_MAIN),
        banned("org\\.mockito", "the real thing, or an implementation in memory", file -> true),
        banned("@Disabled", "a mended test", file -> true),
        banned("\\b(TODO|FIXME)\\b", "the work, or an entry in the tracker", file -> true),
        banned("^\\s*//[^/].*[;{}]\\s*$", "nothing: old code is in the history", file -> true),
        banned("\\bList<(Integer|Long)> \\w+ = new ArrayList", "an array: no boxing", IN_KERNELS));
  }

  private static final Predicate<SourceFile> IN_KERNELS =
      file -> file.isMain() && file.in("dev.omendb.kernels");

  private static final Predicate<SourceFile> NOT_A_MAIN =
      file -> file.isMain() && !file.name().endsWith("Main");

  private static BannedCode banned(
      String pattern, String instead, Predicate<SourceFile> applies) {
    return new BannedCode(Pattern.compile(pattern), instead, applies);
  }

  /// `file:line: what; write this instead`.
  List<String> findIn(SourceFile file) {
    var found = new ArrayList<String>();
    if (applies.test(file)) {
      for (int i = 0; i < file.lines().size(); i++) {
        if (pattern.matcher(file.lines().get(i)).find()) {
          found.add(
              "%s:%d: %s; instead: %s"
                  .formatted(file.path(), i + 1, file.lines().get(i).strip(), instead));
        }
      }
    }
    return found;
  }
}
