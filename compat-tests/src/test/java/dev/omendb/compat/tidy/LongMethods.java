package dev.omendb.compat.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Finds methods of too many lines, from the name to the closing brace.
final class LongMethods extends TreeScanner<@Nullable Void, CompilationUnitTree> {
  private final int maxLines;
  private final SourcePositions positions;
  private final List<String> found = new ArrayList<>();

  private LongMethods(int maxLines, SourcePositions positions) {
    this.maxLines = maxLines;
    this.positions = positions;
  }

  static List<String> of(List<SourceFile> files, int maxLines) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      Path[] paths = files.stream().map(SourceFile::file).toArray(Path[]::new);
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  diagnostic -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjects(paths));
      var scanner = new LongMethods(maxLines, Trees.instance(task).getSourcePositions());
      for (CompilationUnitTree unit : task.parse()) {
        scanner.scan(unit, unit);
      }
      return scanner.found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
    LineMap map = unit.getLineMap();
    long first = map.getLineNumber(positions.getStartPosition(unit, method));
    long last = map.getLineNumber(positions.getEndPosition(unit, method));
    if (last - first + 1 > maxLines) {
      found.add(
          "%s:%d %s() has %d lines"
              .formatted(
                  unit.getSourceFile().getName(), first, method.getName(), last - first + 1));
    }
    return super.visitMethod(method, unit);
  }
}
