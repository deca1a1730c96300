package dev.omendb.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.parse.statement.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What clients really send: psql's catalog queries (`psql -E`, version 15) and statements of
/// drivers, ORMs, vector libraries and tools.
class SqlParserClientsTest {
  static List<String> statements() {
    return Stream.concat(
            StatementFile.parts("psql-describe.sql", "\n;\n").stream(),
            StatementFile.lines("clients.sql").stream())
        .toList();
  }

  /// A printed tree, parsed again, is the same tree: nothing of the statement was lost.
  @ParameterizedTest
  @MethodSource("statements")
  void parsesAndPrintsToTheSameTree(String sql) {
    Statement statement = SqlParser.parse(sql);

    switch (statement) {
      case Statement.Query query -> assertPrintsToItself(query.query());
      case Statement.Insert insert -> assertPrintsToItself(insert.insert());
      case Statement.Update update -> assertPrintsToItself(update.update());
      case Statement.Delete delete -> assertPrintsToItself(delete.delete());
      default -> assertThat(statement).isNotInstanceOf(Statement.Empty.class);
    }
  }

  private static void assertPrintsToItself(Object tree) {
    String printed = tree.toString();
    Object again =
        switch (SqlParser.parse(printed)) {
          case Statement.Query query -> query.query();
          case Statement.Insert insert -> insert.insert();
          case Statement.Update update -> update.update();
          case Statement.Delete delete -> delete.delete();
          default -> "";
        };
    assertThat(again).hasToString(printed);
  }
}
