package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.CreateTable.OnCommit;
import dev.omendb.sql.parse.statement.CreateTable.Persistence;
import java.util.List;

/// CREATE TABLE name [(columns)] AS query [WITH [NO] DATA]. The query is a [Statement.Query] or a
/// [SessionStatement.Execute].
public record CreateTableAs(
    ObjectName name,
    Persistence persistence,
    boolean ifNotExists,
    List<String> columns,
    List<Option> options,
    OnCommit onCommit,
    Statement query,
    boolean withData)
    implements Statement.OfTables {
  public CreateTableAs {
    columns = List.copyOf(columns);
    options = List.copyOf(options);
  }
}
