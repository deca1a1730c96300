package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE [TEMP|UNLOGGED] TABLE name (elements) …. `elements` is in source order. The access method
/// is USING's; `tablespace` is kept though nothing uses it.
public record CreateTable(
    ObjectName name,
    Persistence persistence,
    boolean ifNotExists,
    List<TableElement> elements,
    @Nullable String accessMethod,
    List<Option> options,
    OnCommit onCommit,
    @Nullable String tablespace)
    implements Statement.OfTables {
  public CreateTable {
    elements = List.copyOf(elements);
    options = List.copyOf(options);
  }

  /// How long a table and its rows live.
  public enum Persistence {
    PERMANENT,
    TEMPORARY,
    UNLOGGED
  }

  /// What happens to a temporary table at the end of a transaction.
  public enum OnCommit {
    PRESERVE_ROWS,
    DELETE_ROWS,
    DROP
  }
}
